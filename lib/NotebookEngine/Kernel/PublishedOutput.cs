using System.Text;
using System.Text.Json.Nodes;
using NotebookEngine.Scripting;

namespace NotebookEngine.Kernel;

/// <summary>
/// Publishes what a cell shows, under the header of its request. Console output is gathered for a moment, so that a
/// loop of short writes is a few messages instead of thousands; its place among the displays is kept.
/// </summary>
internal sealed class PublishedOutput : ICellOutput, IDisposable
{
    private const int Largest = 16 * 1024;
    private const int GatheringMilliseconds = 40;

    private readonly Lock _guard = new();
    private readonly StringBuilder _text = new();
    private readonly Publisher _publisher;
    private readonly byte[] _parentHeader;
    private readonly Func<PublishedOutput?> _running;
    private readonly Timer _flushing;
    private StreamName _stream;
    private bool _isScheduled;
    private bool _isOver;

    /// <param name="publisher">Sends the outputs.</param>
    /// <param name="parentHeader">The header of the cell's request.</param>
    /// <param name="running">The output of the cell that runs now, be it this one, another or none.</param>
    public PublishedOutput(Publisher publisher, byte[] parentHeader, Func<PublishedOutput?> running)
    {
        _publisher = publisher;
        _parentHeader = parentHeader;
        _running = running;
        _flushing = new Timer(_ => Flush());
    }

    public void Write(StreamName stream, string text)
    {
        lock (_guard)
        {
            if (stream != _stream)
            {
                Flush();
                _stream = stream;
            }

            _text.Append(text);
            if (_isOver || _text.Length > Largest)
            {
                Flush();
            }
            else if (!_isScheduled)
            {
                _isScheduled = true;
                _flushing.Change(GatheringMilliseconds, Timeout.Infinite);
            }
        }
    }

    public void Display(MimeBundle bundle, string displayId) => Show("display_data", bundle, displayId);

    // The id says what is updated. The header must be that of the cell that runs: nbclient hears no other.
    public void Update(MimeBundle bundle, string displayId) =>
        (_running() ?? this).Show("update_display_data", bundle, displayId);

    public void Publish(string type, JsonObject content)
    {
        lock (_guard)
        {
            Flush();
            _publisher.Publish(type, _parentHeader, content);
        }
    }

    public void Flush()
    {
        lock (_guard)
        {
            _isScheduled = false;
            if (_text.Length > 0)
            {
                _publisher.Publish("stream", _parentHeader, new JsonObject
                {
                    ["name"] = _stream == StreamName.Out ? "stdout" : "stderr",
                    ["text"] = _text.ToString(),
                });
                _text.Clear();
            }
        }
    }

    /// <summary>The cell is over. What it left running may still write.</summary>
    public void Dispose()
    {
        lock (_guard)
        {
            _isOver = true;
            Flush();
            _flushing.Dispose();
        }
    }

    private void Show(string type, MimeBundle bundle, string displayId) => Publish(type, new JsonObject
    {
        ["data"] = bundle.ToJson(),
        ["metadata"] = new JsonObject(),
        // Cells are numbered from 1 again after a restart, and the front end still knows the ids of before.
        ["transient"] = new JsonObject { ["display_id"] = $"{_publisher.Session}-{displayId}" },
    });
}
