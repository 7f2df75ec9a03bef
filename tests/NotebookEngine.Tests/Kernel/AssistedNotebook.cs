using System.Text.Json.Nodes;

namespace NotebookEngine.Tests.Kernel;

/// <summary>A kernel that is asked for help as front ends do; <c>|</c> in the code is the cursor, else it is at the end.</summary>
public class AssistedNotebook : IDisposable
{
    private readonly TestKernel _kernel = new();
    private readonly TestClient _client;

    public AssistedNotebook() => _client = _kernel.Connect();

    public void Run(string code) => _client.Lines(code);

    public JsonObject Ask(string type, JsonObject content) => _client.Ask(type, content).Content;

    public JsonObject Complete(string code) => Ask("complete_request", At(code));

    public string[] Matches(string code) => [.. Complete(code)["matches"]!.AsArray().Select(match => (string)match!)];

    /// <summary>Kind and signature of the match.</summary>
    public (string Kind, string Signature) Shown(string code, string match)
    {
        var types = Complete(code)["metadata"]!["_jupyter_types_experimental"]!.AsArray();
        var shown = types.Single(type => (string)type!["text"]! == match)!;
        return ((string)shown["type"]!, (string)shown["signature"]!);
    }

    public string Inspected(string code, int detail = 0)
    {
        var asked = At(code);
        asked["detail_level"] = detail;
        return (string?)Ask("inspect_request", asked)["data"]!["text/plain"] ?? "";
    }

    public void Dispose()
    {
        _client.Dispose();
        _kernel.Dispose();
        GC.SuppressFinalize(this);
    }

    private static JsonObject At(string code)
    {
        var cursor = code.IndexOf('|', StringComparison.Ordinal);
        return cursor < 0
            ? new JsonObject { ["code"] = code, ["cursor_pos"] = code.Length }
            : new JsonObject { ["code"] = code.Remove(cursor, 1), ["cursor_pos"] = cursor };
    }
}

/// <summary>One whose first cell defined something of every kind.</summary>
public sealed class DefinedNotebook : AssistedNotebook
{
    public DefinedNotebook() => Run(
        """
        using static System.Math;
        record Point(int Abscissa, int Ordinate);
        class Settings { public int Size { get; set; } }
        enum Colour { Red, Green }
        var here = new Point(1, 2);
        var points = new List<Point>();
        var best = Colour.Red;
        var unnamed = new { Deep = 1 };
        (int First, string Second)? maybe = null;
        string @class = "";
        Func<int, string> turn = number => "";
        /// <summary>Doubles the <paramref name="number"/>, as <c>* 2</c>.</summary>
        /// <param name="number">what is doubled</param>
        /// <returns>twice as
        /// much</returns>
        /// <exception cref="ArgumentException">never</exception>
        int Twice(int number, string text = "") => 2 * number;
        static int Half(this Point point, int by) => 1;
        """);
}
