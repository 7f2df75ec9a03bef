using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Training;
using ScottPlot;

namespace Sandglass.Display.Notebooks;

/// <summary>
/// Shows a training run while it goes on: progress in words and the loss so far, redrawn at most twice a second, and a
/// still picture at the end.
/// <code>
/// using (var live = new LiveTraining(display("training …").Update))
///     run = store.FindOrTrain(spec, data, live);
/// </code>
/// </summary>
public sealed class LiveTraining : IProgress<TrainingProgress>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private readonly Action<object> _update;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private readonly List<double> _losses = [];
    private long _drawn;
    private TrainingProgress? _last;
    private bool _ended;

    /// <summary>Shows nothing until the first step is reported.</summary>
    /// <param name="update">Puts a new value in the place of the one that is shown: the <c>Update</c> of what
    /// <c>display(…)</c> returns.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    public LiveTraining(Action<object> update, TimeProvider? clock = null)
    {
        (_update, _clock) = (update, clock ?? TimeProvider.System);
        _started = _clock.GetTimestamp();
        _drawn = _started;
    }

    /// <summary>Takes a step, and redraws if the last time is half a second ago.</summary>
    public void Report(TrainingProgress value)
    {
        _losses.Add(value.Loss);
        _last = value;
        if (_clock.GetElapsedTime(_drawn) >= Pause)
        {
            Draw(ended: false);
        }
    }

    /// <summary>Draws the still picture of the end, whether the run was finished or stopped.</summary>
    public void Dispose()
    {
        if (!_ended)
        {
            _ended = true;
            Draw(ended: true);
        }
    }

    private void Draw(bool ended)
    {
        // A display may keep the value, so it is given one that no longer changes.
        _update(new TrainingPicture(_last, [.. _losses], _clock.GetElapsedTime(_started), ended));
        _drawn = _clock.GetTimestamp(); // after drawing, so that a slow front end is not kept busy
    }
}

/// <summary>A moment of a training run: how far it is, and the loss of every step so far.</summary>
internal sealed record TrainingPicture(
    TrainingProgress? Progress, IReadOnlyList<double> Losses, TimeSpan Elapsed, bool Ended)
{
    private const int Width = 760;
    private const int Height = 300;
    private const int Points = 400;

    /// <summary>The moment in a line.</summary>
    public override string ToString()
    {
        if (Progress is not { } at)
        {
            return Ended ? "No step was trained: the run was there already." : "Training has not begun.";
        }
        var whole = at.Step >= at.Steps;
        var state = !Ended ? "Training" : whole ? "Trained" : "Stopped";
        var left = Ended ? "" : $", about {Seconds(Elapsed * ((double)(at.Steps - at.Step) / at.Step))} left";
        var accuracy = at.Score is { } share
            ? FormattableString.Invariant($", validation accuracy {100 * share:0.0} %")
            : "";
        return FormattableString.Invariant($"{state}: step {at.Step} of {at.Steps} (epoch {at.Epoch}), loss {at.Loss:0.000}{accuracy}, {Seconds(Elapsed)}{left}");
    }

    /// <summary>The loss by step as PNG, laid out at 760 x 300 pixels.</summary>
    public byte[] ToPng(int scale = 1)
    {
        var plot = PlotPicture.New();
        var block = Math.Max(1, (Losses.Count + Points - 1) / Points);
        var means = Losses.Chunk(block).Select(chunk => chunk.Average()).ToArray();
        var steps = means.Select((_, i) => Math.Min((i + 0.5) * block, Losses.Count) + 0.5).ToArray();
        var line = plot.Add.ScatterLine(steps, means);
        line.Color = Color.FromHex(FamilyPalette.Ink);
        line.LineWidth = 1.5f;
        plot.XLabel(block > 1 ? $"Step (mean of {block})" : "Step");
        plot.YLabel("Training loss");
        plot.Axes.SetLimitsX(0, Progress?.Steps ?? 1);
        return PlotPicture.ToPng(plot, scale, Width, Height);
    }

    /// <summary>A time in words.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds < 90
        ? FormattableString.Invariant($"{time.TotalSeconds:0} s")
        : FormattableString.Invariant($"{time.TotalMinutes:0} min");
}
