using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Training;
using ScottPlot;

namespace Sandglass.Display.Formatters;

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
            ? FormattableString.Invariant($", validation accuracy {100 * share:0.0} % after epoch {at.Epoch - 1}")
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
