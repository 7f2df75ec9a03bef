using Sandglass.Images.Glyphs;

namespace Workbench.Commands;

/// <summary>
/// The range of every number on the command line, in one place. None may come to more memory, more steps or a longer time
/// than the program can count.
/// </summary>
internal static class Ranges
{
    internal static readonly NumberRange<int> Seed = new(int.MinValue, int.MaxValue);
    internal static readonly NumberRange<int> Workers = new(1, 1024);

    // Training
    internal static readonly NumberRange<int> Epochs = new(1, 10_000);
    internal static readonly NumberRange<int> BatchSize = new(2, 4096); // BatchNorm needs two
    internal static readonly NumberRange<double> LearningRate = new(0.000001, 99);
    internal static readonly NumberRange<double> WeightEma = new(0, 0.999999);
    internal static readonly NumberRange<int> CheckpointSeconds = new(0, 86_400);

    // Networks
    internal static readonly NumberRange<double> Width = new(0.01, 16);
    internal static readonly NumberRange<int> Resolution = new(1, 4096);
    internal static readonly NumberRange<int> Classes = new(1, 1_000_000);
    internal static readonly NumberRange<int> Cells = new(1, 100);
    internal static readonly NumberRange<int> Channels = new(1, 1024);

    // Studies
    internal static readonly NumberRange<double> Minutes = new(0.01, 43_200); // thirty days: a timer of .NET takes fifty
    internal static readonly NumberRange<int> Seeds = new(2, 1000);
    internal static readonly NumberRange<double> Spread = new(0.01, 50); // points
    internal static readonly NumberRange<int> Sample = new(1, 10_000);

    // Plans
    internal static readonly NumberRange<int> PlannedSeeds = new(1, 1000);
    internal static readonly NumberRange<double> Rate = new(0.001, 1_000_000); // images a second
    internal static readonly NumberRange<double> Price = new(0, 1_000_000);

    // Pictures
    internal static readonly NumberRange<int> Pictures = new(1, 100_000);
    internal static readonly NumberRange<int> Side = new(32, 2048);
    internal static readonly NumberRange<int> ImageSide = new(8, 512); // a plan ends on one pixel, and on 32x32
    internal static readonly NumberRange<int> GlyphSide = new(GlyphDrawing.Sides.Least, GlyphDrawing.Sides.Most);
    internal static readonly NumberRange<int> First = new(1, 1_000_000);
    internal static readonly NumberRange<int> Image = new(0, 1_000_000);
    internal static readonly NumberRange<int> Shown = new(1, 60);
    internal static readonly NumberRange<double> Score = new(0, 1);

    // Quantization
    internal static readonly NumberRange<int> Bits = new(2, 8);
    internal static readonly NumberRange<int> Kept = new(0, 1000);
    internal static readonly NumberRange<int> Calibration = new(1, 1000);

    // Latency
    internal static readonly NumberRange<int> Images = new(1, 4096);
    internal static readonly NumberRange<int> Threads = new(1, 1024);
    internal static readonly NumberRange<int> Launches = new(2, 1000); // of one there is no interval
    internal static readonly NumberRange<int> Rounds = new(1, 10_000);
    internal static readonly NumberRange<double> Margin = new(0.1, 50); // percent

    // Notebooks
    internal static readonly NumberRange<double> CellSeconds = new(0.001, 1_000_000);
    internal static readonly NumberRange<int> Megabytes = new(256, 1_000_000); // less, and .NET and libtorch do not start
}
