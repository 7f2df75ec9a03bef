using Sandglass;
using Sandglass.Counting;
using Sandglass.Display;
using Sandglass.Networks;
using Sandglass.Paper;
using static Workbench.Reports.Wording;

namespace Workbench.Reports;

/// <summary>The view <c>count --conventions</c>: what each convention gives, and what explains the paper's figures.</summary>
internal static class ConventionView
{
    internal static void Write(TextWriter output, CatalogueEntry network, NetworkPlan plan, NetworkCount count)
    {
        var comparable = plan.Resolution == PublishedCounts.Resolution && plan.Classes == PublishedCounts.Classes;
        var figures = comparable ? PublishedCounts.Of(network.Name, plan.Width) : [];

        output.WriteLine(CountView.Title(plan));
        output.WriteLine();
        Totals(count, figures.FirstOrDefault(figure => figure.MultiplyAdds is not null)).Write(output);
        output.WriteLine();
        if (figures.Count == 0)
        {
            output.WriteLine(comparable
                ? "No confirmed figure of the paper for this network and width."
                : "The paper's figures hold for 224×224 pixels and 1,000 classes only.");
            return;
        }

        Verdicts(count, figures).Write(output);
        output.WriteLine();
        output.WriteLine("A figure is compared at the precision it is printed in; a whole number that");
        output.WriteLine("ends in 0 as tens of millions. Fits: figures of the same table that a convention");
        output.WriteLine("gives; it explains a figure only if it gives all of them.");
    }

    private static Table Totals(NetworkCount count, PublishedFigure? figure) => Table.Of(
        ["Counted", "#Total", "#Paper", "#Differs", "Verdict", "#Fits"],
        from convention in Enum.GetValues<CountingConvention>()
        let total = count.Total(convention)
        select figure?.MultiplyAdds is { } printed
            ? (string[])[Name(convention), CellText.Whole(total), printed.ToString(), SignedPercent(printed.Difference(total)), Verdict(printed, total), Fits(figure, convention)]
            : [Name(convention), CellText.Whole(total), "", "", "", ""]);

    private static Table Verdicts(NetworkCount count, IReadOnlyList<PublishedFigure> figures)
    {
        return Table.Of(
            ["Paper", "Known", "", "#Printed", "#Counted", "#Differs", "Explanation"],
            figures.SelectMany(figure => (IEnumerable<string[]>)
            [
                .. Row(figure, "params", figure.Parameters, count.Parameters, Explanation.OfParameters(figure)),
                .. Row(figure, "madds", figure.MultiplyAdds, count.MultiplyAdds, Explanation.OfMultiplyAdds(figure)),
            ]));

        // None where the figure does not say so much.
        static IEnumerable<string[]> Row(PublishedFigure figure, string quantity, PrintedNumber? published, long counted, Explanation? explanation)
        {
            if (published is { } printed && explanation is not null)
            {
                yield return
                [
                    figure.Source,
                    figure.Mark == EvidenceMark.Verified ? "verified" : "second-hand",
                    quantity,
                    printed.ToString(),
                    Millions(counted),
                    SignedPercent(printed.Difference(counted)),
                    Words(explanation),
                ];
            }
        }
    }

    private static string Words(Explanation explanation) => explanation.Kind switch
    {
        ExplanationKind.Rounding => "rounding",
        ExplanationKind.CutOff => "digits cut off",
        ExplanationKind.Convention => string.Join(" or ", explanation.Conventions.Select(Name)),
        ExplanationKind.Resolution => $"resolution {explanation.Resolution}",
        ExplanationKind.ConventionHereOnly => "a convention, here only",
        _ => "unexplained",
    };

    private static string Verdict(PrintedNumber printed, long total) =>
        printed.IsRounded(total) ? "equal, rounded" : printed.IsCutOff(total) ? "equal, cut off" : "differs";

    private static string Fits(PublishedFigure figure, CountingConvention convention)
    {
        var table = PublishedCounts.SameTable(figure);
        return $"{table.Count(other => Explanation.Fits(other, convention))} of {table.Count}";
    }

    private static string Name(CountingConvention convention) => convention switch
    {
        CountingConvention.ConvolutionsAndLinear => "conv + linear",
        CountingConvention.WithActivations => "with activations",
        CountingConvention.WithBatchNorm => "with BatchNorm",
        CountingConvention.All => "all",
        CountingConvention.AllWithAdditions => "all and additions",
        CountingConvention.Flops => "FLOPs (2 × first)",
        _ => throw new ArgumentOutOfRangeException(nameof(convention), convention, "unknown convention"),
    };
}
