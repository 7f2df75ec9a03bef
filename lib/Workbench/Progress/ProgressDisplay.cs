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
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Lock _gate = new();
    private TimeSpan _next = TimeSpan.FromSeconds(1);
    private bool _done;

    private ProgressDisplay(IAnsiConsole console, string title, TimeProvider time)
    {
        (_console, _title, _time, _start) = (console, title, time, time.GetTimestamp());
        _bar = console.Profile.Capabilities is { Interactive: true, Ansi: true };
    }

    /// <summary>Begins to show progress; the time left is counted from here.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="title">What the work is.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public static ProgressDisplay Start(IAnsiConsole console, string title, TimeProvider? time = null) =>
        new(console, title, time ?? TimeProvider.System);

    /// <summary>Shows how far the work is, unless something was shown a moment ago.</summary>
    /// <param name="share">Done, in [0, 1].</param>
    /// <param name="detail">What is running.</param>
    public void Report(double share, string detail)
    {
        lock (_gate)
        {
            var elapsed = _time.GetElapsedTime(_start);
            if (_done || elapsed < _next)
            {
                return;
            }

            _next = elapsed + (_bar ? BarEvery : LineEvery);
            share = double.IsNaN(share) ? 0 : Math.Clamp(share, 0, 1);
            var text = FormattableString.Invariant($"{100 * share,3:0} %  {_title}: {detail}, {TimeLeft(share, elapsed)}");
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

    private static string TimeLeft(double share, TimeSpan elapsed)
    {
        if (share <= 0.01)
        {
            return "time left not yet known";
        }

        var left = elapsed * ((1 - share) / share);
        return left < TimeSpan.FromMinutes(1.5)
            ? FormattableString.Invariant($"about {Math.Max(1, left.TotalSeconds):0} s left")
            : FormattableString.Invariant($"about {left.TotalMinutes:0} min left");
    }
}
