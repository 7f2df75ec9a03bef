using System.Text.Json.Nodes;
using NotebookEngine.Scripting;

namespace NotebookEngine.Running;

/// <summary>Collects the outputs of a notebook's cells as nbformat's objects; an update reaches any cell's.</summary>
internal sealed class CellOutputs
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, JsonObject> _displays = [];
    private bool _closed;

    /// <summary>Starts the outputs of one cell.</summary>
    public CellSink Begin() => new(this);

    /// <summary>From here on nothing that runs in the background changes anything.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }
    }

    internal sealed class CellSink(CellOutputs all) : ICellOutput
    {
        public List<JsonObject> Outputs { get; } = [];

        public void Write(StreamName stream, string text)
        {
            var name = stream == StreamName.Out ? "stdout" : "stderr";
            Change(() =>
            {
                if (Outputs.LastOrDefault() is { } last && (string?)last["name"] == name)
                {
                    last["text"] = (string?)last["text"] + text;
                }
                else
                {
                    Outputs.Add(new JsonObject { ["output_type"] = "stream", ["name"] = name, ["text"] = text });
                }
            });
        }

        public void Display(MimeBundle bundle, string displayId)
        {
            var output = new JsonObject
            {
                ["output_type"] = "display_data",
                ["data"] = bundle.ToJson(),
                ["metadata"] = new JsonObject(),
            };
            Change(() =>
            {
                Outputs.Add(output);
                all._displays[displayId] = output;
            });
        }

        public void Update(MimeBundle bundle, string displayId)
        {
            var data = bundle.ToJson();
            Change(() => all._displays[displayId]["data"] = data);
        }

        public void End(CellResult result)
        {
            Change(() =>
            {
                if (result.Value is { } value)
                {
                    Outputs.Add(new JsonObject
                    {
                        ["output_type"] = "execute_result",
                        ["data"] = value.ToJson(),
                        ["execution_count"] = result.ExecutionCount,
                        ["metadata"] = new JsonObject(),
                    });
                }

                if (result.Error is { } error)
                {
                    var output = error.ToJson();
                    output["output_type"] = "error";
                    Outputs.Add(output);
                }
            });
        }

        private void Change(Action change)
        {
            lock (all._lock)
            {
                if (!all._closed)
                {
                    change();
                }
            }
        }
    }
}
