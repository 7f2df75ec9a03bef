using System.Globalization;
using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Training;
using ScottPlot;

namespace Sandglass.Display.Notebooks;

/// <summary>A moment of a training run: how far it is, and the loss of every step so far.</summary>
/// <param name="Progress">The last step; null if there was none.</param>
/// <param name="Losses">Loss by step.</param>
/// <param name="Elapsed">Time since the start.</param>
/// <param name="Ended">Whether nothing more will come.</param>
public sealed record TrainingPicture(
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
        var accuracy = at.ValidationAccuracy is { } share
            ? string.Create(CultureInfo.InvariantCulture, $", validation accuracy {100 * share:0.0} %")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{state}: step {at.Step} of {at.Steps} (epoch {at.Epoch}), loss {at.Loss:0.000}{accuracy}, {Seconds(Elapsed)}{left}");
    }

    /// <summary>The loss by step as PNG.</summary>
    /// <param name="scale">Pixels of the picture for one of the layout, which is 760 x 300.</param>
    public byte[] ToPng(int scale = 1)
    {
        BundledFont.Install();
        var plot = new Plot();
        plot.Font.Set(BundledFont.Family);
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

    private static string Seconds(TimeSpan time) => time.TotalSeconds < 90
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min");
}
