using System.Globalization;
using Sandglass.Data;

namespace Workbench.Commands;

/// <summary>Progress of downloads as plain lines: one a tenth of a file and one a change of state.</summary>
internal sealed class DownloadLines(TextWriter output) : IProgress<DownloadProgress>
{
    private (string File, string State, long Tenth) _last;

    public void Report(DownloadProgress value)
    {
        // Without a known length: a line every four megabytes.
        var tenth = value.TotalBytes is > 0 and var total ? 10 * value.Bytes / total : value.Bytes >> 22;
        if (_last == (value.File, value.State, tenth))
        {
            return;
        }
        _last = (value.File, value.State, tenth);
        var whole = value.TotalBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $" of {bytes / 1e6:0.0}") : "";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.File}: {value.State}, {value.Bytes / 1e6:0.0}{whole} MB"));
    }
}
