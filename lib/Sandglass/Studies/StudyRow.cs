using Sandglass.Blocks;
using Sandglass.Training;

namespace Sandglass.Studies;

/// <summary>One finished run of a study.</summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Group">Its group.</param>
/// <param name="Family">The family of its blocks.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Run">Hash of the run's spec, the name of its folder.</param>
/// <param name="Width">Width multiplier found for the budget.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="MultiplyAdds">Multiply-adds of one image, convolutions and linear layers.</param>
/// <param name="LearningRate">Learning rate after warm-up.</param>
/// <param name="Epochs">Epochs trained.</param>
/// <param name="ValidationAccuracy">Accuracy on the validation split after the last epoch, in [0, 1].</param>
/// <param name="TestAccuracy">Accuracy on the test split, read once, in [0, 1].</param>
/// <param name="TestLoss">Cross-entropy on the test split.</param>
/// <param name="Seconds">Seconds of training and validation.</param>
/// <param name="ImagesPerSecond">Training images a second.</param>
/// <param name="Environment">Which of the record's environments it ran in, from 0.</param>
public sealed record StudyRow(
    string Arm,
    string Group,
    BlockFamily Family,
    int Seed,
    string Run,
    double Width,
    long Parameters,
    long MultiplyAdds,
    double LearningRate,
    int Epochs,
    double ValidationAccuracy,
    double TestAccuracy,
    double TestLoss,
    double Seconds,
    double ImagesPerSecond,
    int Environment)
{
    /// <summary>The row of a finished run.</summary>
    /// <param name="place">Its place in the grid.</param>
    /// <param name="run">The run.</param>
    /// <param name="environment">Which of the record's environments it ran in.</param>
    public static StudyRow Of(StudyRun place, Run run, int environment = 0) => new(
        place.Arm.Name,
        place.Arm.Group,
        place.Arm.Family,
        place.Spec.Seed,
        place.Spec.Hash,
        place.Arm.Match.Width,
        run.Summary.Parameters,
        run.Summary.MultiplyAdds,
        place.Spec.Recipe.LearningRate,
        place.Spec.Recipe.Epochs,
        run.Result<ClassificationResult>().ValidationAccuracy,
        run.Result<ClassificationResult>().TestAccuracy,
        run.Result<ClassificationResult>().TestLoss,
        run.Seconds,
        run.ImagesPerSecond,
        environment);
}
