namespace Sandglass.Display.Tests.Notebooks;

public class ClaimsTests
{
    [Fact]
    public void Rules_are_those_by_which_proxies_are_judged() =>
        Assert.Equal(Paper.ProxyRule.Words, string.Join(' ', Claims.ProxyRules.Rows.Select(row => Assert.Single(row))));

    [Fact]
    public void A_shift_moves_the_proxies_and_nothing_else()
    {
        var (before, none, shifted) = (Claims.About(), Claims.Shifted("sandglass", 0), Claims.Shifted("sandglass", 5));

        Assert.Equal(before.Rows.Select(row => row.ProxyWords), none.Rows.Select(row => row.ProxyWords));
        Assert.Equal(before.Rows.Select(row => row.Verdict), shifted.Rows.Select(row => row.Verdict));
        Assert.Equal(("contradicted", "supported"), (before["widths.gain-0.5"].ProxyWords, shifted["widths.gain-0.5"].ProxyWords));
    }
}
