using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using WholeFiles;

namespace NotebookEngine.Kernel.Protocol;

/// <summary>
/// What a Jupyter front end tells a kernel that it starts: where to listen and the key that signs messages
/// (jupyter-client, "Making kernels for Jupyter", connection files).
/// </summary>
internal sealed record ConnectionFile
{
    private const string Scheme = "hmac-sha256";
    private const int MaximumBytes = 1 << 20;

    public required string Ip { get; init; }

    public string Transport { get; init; } = "tcp";

    public string SignatureScheme { get; init; } = Scheme;

    public required string Key { get; init; }

    public required int ShellPort { get; init; }

    public required int ControlPort { get; init; }

    public required int IopubPort { get; init; }

    public required int StdinPort { get; init; }

    public required int HbPort { get; init; }

    /// <summary>Reads and checks a connection file.</summary>
    /// <exception cref="KernelException">It cannot be read, or asks for what this kernel refuses.</exception>
    public static ConnectionFile Read(string path)
    {
        try
        {
            var read = JsonSerializer.Deserialize(BoundedFile.ReadBytes(path, MaximumBytes), ConnectionFileJson.Default.ConnectionFile)
                ?? throw new JsonException("it holds null");
            read.Check(path);
            return read;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or ArgumentException)
        {
            throw new KernelException(
                $"connection file {path}: {failure.Message}; a Jupyter front end writes it when it starts a kernel", failure);
        }
    }

    private void Check(string path)
    {
        // Whoever reaches the ports and knows the key runs code here, so nothing but this machine may reach them.
        if (Ip != "localhost" && !(IPAddress.TryParse(Ip, out var address) && IPAddress.IsLoopback(address) && !Ip.Contains(':')))
        {
            throw new KernelException($"connection file {path}: ip is '{Ip}', but this kernel listens only at 127.0.0.1; start the front end with --ip=127.0.0.1 or --KernelManager.ip=127.0.0.1");
        }

        if (Transport != "tcp")
        {
            throw new KernelException($"connection file {path}: transport is '{Transport}', but this kernel supports only tcp");
        }

        if (SignatureScheme != Scheme || string.IsNullOrEmpty(Key))
        {
            throw new KernelException($"connection file {path}: messages must be signed with {Scheme} and a key; set no Session.key or Session.signature_scheme of your own");
        }

        foreach (var port in new[] { ShellPort, ControlPort, IopubPort, StdinPort, HbPort })
        {
            if (port is < 1 or > 65535)
            {
                throw new KernelException(FormattableString.Invariant($"connection file {path}: {port} is not a port; ports are 1 to 65535"));
            }
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ConnectionFile))]
internal sealed partial class ConnectionFileJson : JsonSerializerContext;

/// <summary>
/// The kernel cannot start or be installed; the message says in one line what happened, where, and what to do.
/// </summary>
internal sealed class KernelException(string message, Exception? innerException = null) : Exception(message, innerException);
