using System.Diagnostics;
using System.Globalization;

namespace Workbench.Exercises;

/// <summary>What a student's notebook may use.</summary>
/// <param name="Seconds">Time of the whole notebook.</param>
/// <param name="CellSeconds">Time of a cell.</param>
/// <param name="Megabytes">Memory of its process and of those that it starts.</param>
/// <param name="Isolation">How its process is kept apart.</param>
internal sealed record GradingLimits(double Seconds, double CellSeconds, int Megabytes, Isolation Isolation)
{
    private const string HeapLimit = "DOTNET_GCHeapHardLimit";

    /// <summary>Gives the memory's limit to .NET as well, so that most cells that ask for too much fail by themselves.</summary>
    public void Prepare(ProcessStartInfo start) =>
        start.Environment[HeapLimit] = (Megabytes * 3L / 4 << 20).ToString("X", CultureInfo.InvariantCulture);
}
