using System.Text.Json.Nodes;
using NotebookEngine.Scripting;
using NotebookEngine.Terminal;

namespace NotebookEngine.Running;

/// <summary>Collects the outputs of a notebook's cells as nbformat's objects; an update reaches any cell's.</summary>
internal sealed class CellOutputs
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, JsonObject> _displays = [];
    private readonly List<CellSink> _cells = [];
    private bool _closed;

    /// <summary>Starts the outputs of one cell.</summary>
    public CellSink Begin()
    {
        var cell = new CellSink(this);
        _cells.Add(cell);
        return cell;
    }

    /// <summary>
    /// From here on nothing that runs in the background changes anything. Streams are what a terminal would show in the
    /// end: a file is read in places that know no terminal, and a hundred steps of a progress line are one line.
    /// </summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (var stream in _cells.SelectMany(cell => cell.Outputs).Where(output => output["text"] is not null))
            {
                stream["text"] = TerminalText.ToPlain((string)stream["text"]!);
            }
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
