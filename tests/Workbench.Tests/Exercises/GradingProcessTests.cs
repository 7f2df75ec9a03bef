using System.Diagnostics;
using Workbench.Exercises;

namespace Workbench.Tests.Exercises;

public sealed class GradingProcessTests
{
    private const string Hoards = "unsafe { new Span<byte>(System.Runtime.InteropServices.NativeMemory.Alloc(1 << 29), 1 << 29).Fill(1); }";
    private const string NeedsSome = "unsafe { var some = System.Runtime.InteropServices.NativeMemory.Alloc(3 << 27); new Span<byte>(some, 3 << 27).Fill(1); System.Threading.Thread.Sleep(5000); System.Runtime.InteropServices.NativeMemory.Free(some); }";
    private const string AsksForAll = "var all = new byte[2_000_000_000];";

    /// <summary>Cells that keep 512 MB, use 384 MB, or ask for more than there is, under a limit of 900 MB.</summary>
    public static TheoryData<string, string?, (string Exercise, string Source)[]> Cells => new()
    {
        { "the one that keeps most, not the one that meets the limit", "first", [("first", Hoards), ("second", NeedsSome)] },
        { "the one that keeps most, not the lesson", "first", [("first", Hoards), ("", NeedsSome)] },
        { "the one that is refused", "second", [("first", "var one = 1;"), ("second", AsksForAll), ("third", "var three = 3;")] },
        { "the one that keeps most, when the lesson is refused", "first", [("first", Hoards), ("", AsksForAll)] },
        { "no student", null, [("", Hoards + NeedsSome), ("first", "var one = 1;")] },
    };

    [DeepTheory]
    [MemberData(nameof(Cells))]
    public async Task Memory_is_charged_to(string whom, string? exercise, (string Exercise, string Source)[] cells)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has /proc");
        var limits = new GradingLimits(Seconds: 120, CellSeconds: 60, Megabytes: 900, Isolation.Find());
        using var folder = new Running.ResultsFolder();
        var order = new GradingOrder("key", folder.Path, limits.CellSeconds, [.. cells.Select((cell, i) => new GradedCell(cell.Exercise.Length > 0 ? CellRole.Answer : CellRole.Lesson, cell.Exercise, $"cell {i}", cell.Source))]);

        var stop = await GradingProcess.RunAsync(order, limits, Stopwatch.StartNew(), _ => { }, TestContext.Current.CancellationToken);

        Assert.True(stop == ("it used more than 900 MB", exercise), $"charged to {whom}: {stop}");
    }
}
