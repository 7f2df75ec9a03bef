using Sandglass.Data;
using Sandglass.Detection.Training;

namespace Sandglass.Detection.Studies;

/// <summary>The content of <c>study.json</c>: what was asked and written down beforehand.</summary>
/// <param name="Name">Name of the study.</param>
/// <param name="Question">What it asks.</param>
/// <param name="Margin">The largest difference in mAP, as a fraction, that does not matter.</param>
/// <param name="Seeds">The seeds that were planned.</param>
/// <param name="Epochs">Epochs of every run.</param>
/// <param name="TrainingImages">Pictures for training.</param>
/// <param name="TestImages">Pictures for testing.</param>
/// <param name="Data">The pictures, by content.</param>
/// <param name="Classes">Names of the classes.</param>
public sealed record DetectionProtocol(
    string Name,
    string Question,
    double Margin,
    IReadOnlyList<int> Seeds,
    int Epochs,
    int TrainingImages,
    int TestImages,
    DataIdentity Data,
    IReadOnlyList<string> Classes)
{
    internal static DetectionProtocol Of(DetectionStudy study, DetectionSplits data) => new(
        DetectionStudy.Name,
        study.Question,
        study.Margin,
        study.Seeds,
        study.Recipe.Epochs,
        data.Training.Count,
        data.Test.Count,
        data.Identity,
        data.Test.Classes);
}
