using System.Diagnostics;
using System.Globalization;
using NotebookEngine.Kernel;

namespace NotebookEngine.Tests.Kernel;

public class FrontEndTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no number")]
    [InlineData("2147483647")] // no process has this number
    [InlineData("99999999999999999999")]
    public async Task A_front_end_that_is_there_is_waited_for(string? named)
    {
        using var frontEnd = new FrontEnd(named);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Wait(frontEnd, TimeSpan.FromMilliseconds(1500)));
    }

    [Fact]
    public async Task A_named_front_end_that_is_killed_is_gone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "needs a shell; Windows names a handle");
        using var other = Process.Start("/bin/sh", ["-c", "sleep 60"]);
        using var frontEnd = new FrontEnd(other.Id.ToString(CultureInfo.InvariantCulture));
        var gone = Wait(frontEnd, Soon);
        Assert.False(gone.IsCompleted);

        other.Kill(entireProcessTree: true);
        await gone;
    }

    private static async Task Wait(FrontEnd frontEnd, TimeSpan time)
    {
        using var patience = new CancellationTokenSource(time);
        await frontEnd.WaitUntilGoneAsync(patience.Token);
    }
}
