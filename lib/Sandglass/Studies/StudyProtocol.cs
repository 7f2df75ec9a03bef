namespace Sandglass.Studies;

/// <summary>What a study wrote down before it ran.</summary>
/// <param name="Name">Name of the study.</param>
/// <param name="Question">What it asks.</param>
/// <param name="Margin">The largest difference in test accuracy, as a fraction, that does not matter.</param>
/// <param name="Seeds">Seeds of every arm.</param>
/// <param name="Comparisons">What is compared; primary ones are one Holm family, the others another.</param>
public sealed record StudyProtocol(
    string Name, string Question, double Margin, IReadOnlyList<int> Seeds, IReadOnlyList<PlannedComparison> Comparisons)
{
    internal static StudyProtocol Of(Study study) =>
        new(study.Name, study.Question, study.Margin, study.Seeds, study.Comparisons);
}
