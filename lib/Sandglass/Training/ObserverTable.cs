namespace Sandglass.Training;

/// <summary>The rows of one observer so far.</summary>
/// <param name="FileName">Name of the table.</param>
/// <param name="Seen">The last epoch that it has seen or did not want; -1 for none.</param>
/// <param name="Rows">The rows.</param>
internal sealed record ObserverTable(string FileName, int Seen, IReadOnlyList<string> Rows);
