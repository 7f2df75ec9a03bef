using System.Diagnostics;
using Spectre.Console;

namespace Workbench.Progress;

/// <summary>Progress with the time left: a bar at the foot of a terminal, else a plain line now and then.</summary>
internal sealed class ProgressDisplay : IDisposable
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BarEvery = TimeSpan.FromSeconds(0.5);

    private readonly IAnsiConsole _console;
    private readonly string _title;
    private readonly bool _bar;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _gate = new();
    private TimeSpan _next = TimeSpan.FromSeconds(1);
    private bool _done;

    private ProgressDisplay(IAnsiConsole console, string title)
    {
        (_console, _title) = (console, title);
        _bar = console.Profile.Capabilities is { Interactive: true, Ansi: true };
    }

    /// <summary>Begins to show progress; the time left is counted from here.</summary>
    public static ProgressDisplay Start(IAnsiConsole console, string title) => new(console, title);

    /// <summary>Shows how far the work is, unless something was shown a moment ago.</summary>
    /// <param name="share">Done, in [0, 1].</param>
    /// <param name="detail">What is at work.</param>
    public void Report(double share, string detail)
    {
        lock (_gate)
        {
            if (_done || _clock.Elapsed < _next)
            {
                return;
            }

            _next = _clock.Elapsed + (_bar ? BarEvery : LineEvery);
            var text = FormattableString.Invariant($"{100 * share,3:0} %  {_title}: {detail}, {TimeLeft(share)}");
            if (_bar)
            {
                var width = Math.Max(20, _console.Profile.Width - 1);
                _console.Profile.Out.Writer.Write("\r" + (text.Length > width ? text[..width] : text.PadRight(width)));
                _console.Profile.Out.Writer.Flush();
            }
            else
            {
                _console.Profile.Out.Writer.WriteLine(text);
                _console.Profile.Out.Writer.Flush();
            }
        }
    }

    /// <summary>Clears the bar.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_bar && !_done)
            {
                _console.Profile.Out.Writer.Write("\r" + new string(' ', Math.Max(20, _console.Profile.Width - 1)) + "\r");
                _console.Profile.Out.Writer.Flush();
            }

            _done = true;
        }
    }

    private string TimeLeft(double share)
    {
        if (share <= 0.01)
        {
            return "time left not yet known";
        }

        var left = _clock.Elapsed * ((1 - share) / share);
        return left < TimeSpan.FromMinutes(1.5)
            ? FormattableString.Invariant($"about {Math.Max(1, left.TotalSeconds):0} s left")
            : FormattableString.Invariant($"about {left.TotalMinutes:0} min left");
    }
}
