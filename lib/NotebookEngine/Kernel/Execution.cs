using System.Globalization;
using System.Text.Json.Nodes;
using NotebookEngine.Dependences;
using NotebookEngine.Kernel.Protocol;
using NotebookEngine.Scripting;

namespace NotebookEngine.Kernel;

/// <summary>Executes cells for <c>execute_request</c>, one at a time, and interrupts the one that runs.</summary>
/// <param name="engine">Runs the cells.</param>
/// <param name="publisher">Sends what they show.</param>
/// <param name="waiting">The executions that wait.</param>
internal sealed class Execution(ScriptEngine engine, Publisher publisher, Func<IEnumerable<Request>> waiting)
{
    private readonly StaleCells _stale = new();
    private readonly Lock _guard = new();
    private CancellationTokenSource? _running;
    private volatile PublishedOutput? _output;
    private int _count;

    /// <summary>The reply to an execution that an earlier error aborted.</summary>
    public static JsonObject Aborted() => new() { ["status"] = "aborted" };

    /// <summary>Whether the reply says that the executions which wait must be aborted.</summary>
    public static bool Stops(Request request, JsonObject reply) =>
        (string?)reply["status"] == "error" && request.Flag("stop_on_error", otherwise: true);

    /// <summary>Executes the request's code, and returns the reply when it is over.</summary>
    public JsonObject Run(Request request)
    {
        var code = request.Text("code");
        var cell = CellIdentity.Of(request.CellId, code);
        var isSilent = request.Flag("silent", otherwise: false);
        var isCounted = !isSilent && request.Flag("store_history", otherwise: true);
        if (isCounted)
        {
            _count++;
        }

        using var output = new PublishedOutput(publisher, request.Header, () => _output);
        if (!isSilent)
        {
            output.Publish("execute_input", new JsonObject { ["code"] = code, ["execution_count"] = _count });
        }

        var before = engine.Last;
        var result = Execute(code, isSilent ? "silent cell" : string.Create(CultureInfo.InvariantCulture, $"cell {_count}"), output);
        var stale = isCounted && engine.Last is { } ran && !ReferenceEquals(ran, before) ? FindStale(cell, ran) : null;
        if (result.Error is { } error)
        {
            output.Publish("error", error.ToJson());
            var reply = error.ToJson();
            reply["status"] = "error";
            reply["execution_count"] = _count;
            return reply;
        }

        if (result.Value is { } value && !isSilent)
        {
            output.Publish("execute_result", new JsonObject
            {
                ["execution_count"] = _count,
                ["data"] = value.ToJson(),
                ["metadata"] = new JsonObject(),
            });
        }

        if (stale is not null)
        {
            output.Write(StreamName.Error, stale + "\n");
        }

        return new JsonObject
        {
            ["status"] = "ok",
            ["execution_count"] = _count,
            ["payload"] = new JsonArray(),
            ["user_expressions"] = new JsonObject(),
        };
    }

    /// <summary>Stops the cell that runs, if one does. Does not wait for it.</summary>
    public void Interrupt()
    {
        lock (_guard)
        {
            _running?.Cancel();
        }
    }

    /// <summary>Says under the cell that runs, if one does, that the process ends: it called <c>Environment.Exit</c>.</summary>
    public void SayThatTheProcessEnds()
    {
        var why = string.Create(
            CultureInfo.InvariantCulture,
            $"the kernel's process ended while this cell ran, with exit code {Environment.ExitCode}; all variables are lost. Restart the kernel, and do not call Environment.Exit in a cell");
        _output?.Publish("error", new CellError("ProcessEnded", why, null, [why]).ToJson());
    }

    private string? FindStale(CellIdentity cell, Submission ran)
    {
        var waits = new Lazy<HashSet<CellIdentity>>(() => [.. waiting().Select(Identity).OfType<CellIdentity>()]);
        return _stale.Add(cell, _count, ran, other => waits.Value.Contains(other));
    }

    private static CellIdentity? Identity(Request request)
    {
        try
        {
            return CellIdentity.Of(request.CellId, request.Text("code"));
        }
        catch (DroppedMessageException)
        {
            return null; // it is logged when its turn comes
        }
    }

    private CellResult Execute(string code, string cellName, PublishedOutput output)
    {
        using var interrupt = new CancellationTokenSource();
        lock (_guard)
        {
            _running = interrupt;
            _output = output;
        }

        try
        {
            return engine.ExecuteAsync(code, cellName, output, interrupt.Token).GetAwaiter().GetResult();
        }
        finally
        {
            lock (_guard)
            {
                _running = null;
                _output = null;
            }
        }
    }
}
