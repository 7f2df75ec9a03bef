namespace Sandglass.Data;

/// <summary>How far a file has come.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Bytes">Bytes that are there.</param>
/// <param name="TotalBytes">Bytes of the whole file; null when the server does not say.</param>
/// <param name="State">What is happening, such as <c>downloading</c> or <c>verified</c>.</param>
public sealed record DownloadProgress(string File, long Bytes, long? TotalBytes, string State);
