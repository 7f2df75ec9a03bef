using Sandglass.Analysis.Ranks;
using static TorchSharp.torch;

namespace Sandglass.Tests.Analysis.Ranks;

public class RectifierCountsTests
{
    [Theory]
    [InlineData(true, 0.25, 4 / 16.0)]
    [InlineData(false, 0, 0)]
    public void Dead_and_clipped_units_are_those_that_always_are(bool clips, double clippedUnits, double clipped)
    {
        // Channels: always 0, sometimes 0, always 6, now and then 6.
        var counts = new RectifierCounts(4, clips);
        foreach (var batch in new float[][] { [0, 0, 6, 1, 0, 3, 6, 2], [0, 2, 6, 6, 0, 0, 5.9f + 0.1f, 3] })
        {
            using var scope = NewDisposeScope();
            counts.Add(tensor(batch, [2, 4]));
        }

        var shares = counts.Shares("a");
        Assert.Equal(new RectifierShares("a", 0.25, clippedUnits, 6 / 16.0, clips ? 5 / 16.0 : clipped), shares);
    }
}
