using Sandglass.Blocks;
using Sandglass.Detection.Training;
using Sandglass.Training;

namespace Sandglass.Detection.Studies;

/// <summary>One finished run of the recorded study.</summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Family">The blocks of its backbone.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Run">Hash of the run.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="MultiplyAdds">Multiply-adds of one picture.</param>
/// <param name="ElevenPoint">mAP of VOC 2007 on the test pictures, in [0, 1].</param>
/// <param name="Area">mAP of VOC 2010 on the same.</param>
/// <param name="Seconds">Seconds of training and validation.</param>
/// <param name="ImagesPerSecond">Training pictures a second.</param>
/// <param name="Environment">Index of its environment in the record.</param>
public sealed record DetectionRow(
    string Arm,
    BlockFamily Family,
    int Seed,
    string Run,
    long Parameters,
    long MultiplyAdds,
    double ElevenPoint,
    double Area,
    double Seconds,
    double ImagesPerSecond,
    int Environment)
{
    internal static DetectionRow Of(DetectionStudyRun place, Run run, int environment) => new(
        place.Arm,
        place.Family,
        place.Spec.Seed,
        run.Summary.Hash,
        run.Summary.Parameters,
        run.Summary.MultiplyAdds,
        run.Result<DetectionResult>().TestElevenPoint,
        run.Result<DetectionResult>().TestArea,
        run.Seconds,
        run.ImagesPerSecond,
        environment);
}

/// <summary>How well one run detects one class.</summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Family">The blocks of its backbone.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Class">Name of the class.</param>
/// <param name="ElevenPoint">Average precision by eleven points; NaN where the class has no object.</param>
/// <param name="Area">Average precision by area; NaN where the class has no object.</param>
public sealed record DetectionClassRow(string Arm, BlockFamily Family, int Seed, string Class, double ElevenPoint, double Area);

/// <summary>A point of one run's precision against recall, mean over classes.</summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Family">The blocks of its backbone.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Recall">Recall, in [0, 1].</param>
/// <param name="Precision">Mean over classes of the best precision at that recall or above.</param>
public sealed record DetectionCurveRow(string Arm, BlockFamily Family, int Seed, double Recall, double Precision);

/// <summary>What one run says of one of the pictures that the record keeps.</summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Picture">Index of the picture in the test set.</param>
/// <param name="Class">Index of the class.</param>
/// <param name="Score">The class's probability.</param>
/// <param name="Left">Left edge, as share of the picture.</param>
/// <param name="Top">Upper edge.</param>
/// <param name="Right">Right edge.</param>
/// <param name="Bottom">Lower edge.</param>
public sealed record DetectionSampleRow(
    string Arm, int Picture, int Class, double Score, double Left, double Top, double Right, double Bottom);
