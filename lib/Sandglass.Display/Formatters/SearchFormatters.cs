using Sandglass.Display.Drawings;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;
using Sandglass.Search.Training;

namespace Sandglass.Display.Formatters;

/// <summary>Searches, what they found, and what that costs.</summary>
internal static class SearchFormatters
{
    // Two cells are large, and a notebook has room for 300 kB.
    private const int StillScale = 1;

    public static void Register()
    {
        new Forms<Genotype>()
            .Html(genotype => $"<code>{HtmlText.Encode(genotype.ToString())}</code>\n")
            .Plain(genotype => genotype.ToString());
        new Forms<CellNetworkPlan>().Table(Facts);
        new Forms<FoundSearch>().Table(Facts);
        new Forms<GenotypePicture>()
            .Png(picture => picture.ToPng(StillScale))
            .Plain(picture => picture.Title);
        // The pictures go when the search ends: a notebook has room for 300 kB, and the figures of the run are sharper.
        new Forms<SearchPicture>()
            .Html(picture => $"<p>{HtmlText.Encode(picture.ToString())}</p>\n{(picture.Ended ? Ended : Images(picture))}")
            .Plain(picture => picture.ToString());
    }

    private const string Ended = "<p><code>SearchFigures.Weights(run)</code> and <code>SearchFigures.Trajectory(run)</code> draw the finished search.</p>\n";

    private static string Images(SearchPicture picture) =>
        string.Concat(picture.Figures.Zip(picture.Pictures, (figure, png) => Mime.Image(png, figure.Title)));

    private static Table Facts(CellNetworkPlan plan)
    {
        var count = CellNetworkCounter.Count(plan);
        return Table.Facts(
            ("network", plan.Name),
            ("cells", FormattableString.Invariant($"{plan.Cells}, the first of {plan.Channels} channels")),
            ("image", FormattableString.Invariant($"{plan.InputChannels}×{plan.Resolution}×{plan.Resolution} → {plan.Classes} classes")),
            ("cost", FormattableString.Invariant($"{count.Parameters:n0} parameters, {count.MultiplyAdds:n0} multiply-adds")),
            ("genotype", plan.Genotype.ToString()));
    }

    private static Table Facts(FoundSearch run) => Table.Facts(
    [
        ("search", run.Spec.Hash),
        ("space", FormattableString.Invariant($"{run.Space.Name}: {run.Space.Operations.Count} operations, {run.Space.Cells} cells of {run.Space.Nodes} nodes")),
        .. run.Spec.Task is AlphaSearch task
            ? (IEnumerable<(string, string)>)[("searched", FormattableString.Invariant($"{(task.SecondOrder ? "second" : "first")} order, {run.Epochs.Count} of {run.Spec.Recipe.Epochs} epochs, seed {run.Spec.Seed}, threads: {run.Spec.Threads}"))]
            : [("searched", FormattableString.Invariant($"at random, {run.Candidates.Count} candidates, seed {run.Spec.Seed}, threads: {run.Spec.Threads}"))],
        ("genotype", run.Genotype.ToString()),
        ("skip connections", FormattableString.Invariant($"{run.Genotype.Normal.Count(CandidateOperation.Skip)} of {run.Genotype.Normal.Edges.Count} edges of the normal cell")),
        .. run.Epochs.Count > 0 ? ByAlphas(run) : [],
    ]);

    private static IEnumerable<(string, string)> ByAlphas(FoundSearch run) =>
    [
        ("alarm", run.AlarmEpoch is { } epoch ? FormattableString.Invariant($"epoch {epoch}{(run.StoppedEarly ? ", which ended the search" : "")}") : "did not ring"),
        ("accuracy", FormattableString.Invariant($"{100 * run.Epochs[^1].ValidationAccuracy:0.0} % on the validation half, by the search network (one seed)")),
    ];
}
