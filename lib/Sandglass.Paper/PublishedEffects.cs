using Sandglass.Studies;

namespace Sandglass.Paper;

/// <summary>What the paper states of the comparisons of a study.</summary>
internal static class PublishedEffects
{
    /// <summary>The published effects on comparisons, carried over to our accuracy, each once; none for a study that is not the workbench's.</summary>
    /// <param name="study">Name of the study.</param>
    /// <param name="outcomes">Its planned comparisons.</param>
    public static ILookup<PlannedComparison, double> Of(string study, IReadOnlyList<ComparisonOutcome> outcomes)
    {
        var claims = StudyCatalogue.Names.Contains(study) ? ClaimLedger.Load().Claims : [];
        var sentences = claims.SelectMany(claim => claim.Proxies).OfType<StudyMeasurement>().Where(sentence => sentence.Study == study && sentence.Published is not null).ToArray();
        var effects =
            from outcome in outcomes
            from sentence in sentences
            where IsAbout(sentence.Of, outcome)
            from effect in Of(sentence, outcome)
            select (outcome.Planned, Effect: Math.Round(effect, 6));
        return effects.Distinct().ToLookup(item => item.Planned, item => item.Effect);
    }

    private static bool IsAbout(StudyPart part, ComparisonOutcome outcome) =>
        part.IsColumn ? part.Column == outcome.Column.Name : part.Name == outcome.Planned.Group && outcome.Column.IsOutcome;

    // First minus second as they were planned, whichever the sentence names first.
    private static IEnumerable<double> Of(StudyMeasurement sentence, ComparisonOutcome outcome) =>
        (sentence.First, sentence.Second) == (outcome.Planned.First, outcome.Planned.Second) ? [sentence.Published!.At(outcome.Reference)]
        : (sentence.First, sentence.Second) == (outcome.Planned.Second, outcome.Planned.First) ? [-sentence.Published!.At(outcome.Reference + outcome.Test.Difference.Mean)]
        : [];
}
