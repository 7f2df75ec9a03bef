using Sandglass.Display.Figures;
using Sandglass.Display.Pages;
using Sandglass.Paper;

namespace Sandglass.Display.Tests.Pages;

public sealed class ClaimsPageTests : IDisposable
{
    private static readonly ClaimLedger Ledger = ClaimLedger.Load();

    private readonly string _folder = Directory.CreateTempSubdirectory("claims-page").FullName;

    [Fact]
    public void Verdicts_stand_there_in_words_and_recollections_without_values()
    {
        var html = Write(Ledger, _ => null);

        Assert.Contains("<span class=\"verdict yes\">holds</span>", html);
        Assert.Contains("<span class=\"verdict no\">does not hold</span>", html);
        Assert.Contains("<span class=\"verdict open\">not testable here</span>", html);
        Assert.Contains("<span class=\"verdict open\">not recorded yet</span>", html);
        Assert.All(Ledger.Claims, claim => Assert.Contains($"<tr id=\"{claim.Id}\">", html));
        var recollection = Ledger["quantization.mobilenext-8-bit.top-1"];
        Assert.Equal(EvidenceMark.Unverified, recollection.Mark);
        Assert.DoesNotContain(recollection.Published.Split(' ')[0], html);
        Assert.Contains($"<td class=\"words\">{Claim.Recollection}</td>", html);
    }

    [Fact]
    public void Text_of_a_claim_is_never_markup()
    {
        const string bad = "<script>alert('&')</script>";
        var claim = Ledger["abstract.detection"] with { Id = bad, Topic = bad, Place = bad, Statement = bad, Published = bad, Found = bad, Reason = bad };
        Assert.DoesNotContain("<script>", Write(Ledger with { Claims = [claim] }, _ => "a.html#\"><script>"));
    }

    [Fact]
    public void A_cell_is_linked_where_it_has_a_page()
    {
        var html = Write(Ledger, link => link.Notebook == "02-counting" ? "02-counting.html#cell-6" : null);
        Assert.Contains("<a class=\"cell\" href=\"02-counting.html#cell-6\">02-counting#published</a>", html);
        Assert.DoesNotContain(">07-claims#", html);
    }

    [Fact]
    public void Figure_1_has_both_networks_as_counted_and_as_printed()
    {
        var panel = PaperFigures.AccuracyAgainstParameters(PublishedPoint.Load()).Panels.Single();
        Assert.Equal(["MobileNeXt", "MobileNeXt printed", "MobileNetV2", "MobileNetV2 printed"], panel.Series.Select(series => series.Style.Name));
        Assert.All(panel.Series, series => Assert.Equal(4, series.Marks.Count));
        Assert.Equal(6.9, panel.Series[3].Marks[0].X);
        Assert.Equal(6.108776, panel.Series[2].Marks[0].X, 6);
        Assert.Throws<ArgumentException>(() => PaperFigures.AccuracyAgainstParameters([]));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(ClaimLedger ledger, Func<CellLink, string?> addressOf) =>
        File.ReadAllText(ClaimsPage.Write(_folder, ledger.Answer(new RecordedOutcomes(_ => null)), addressOf));
}
