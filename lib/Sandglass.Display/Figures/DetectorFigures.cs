using Sandglass.Detection.Training;
using Sandglass.Display.Charts;
using Sandglass.Display.Figures;

namespace Sandglass;

/// <summary>Draws the recorded comparison of detectors in a line.</summary>
public static class DetectorFigures
{
    /// <summary>Average precision by class, the backbones side by side.</summary>
    /// <param name="study">The study <c>detection</c>.</param>
    /// <exception cref="ArgumentException">It is another study.</exception>
    public static Figure AveragePrecision(this StudyRecord study) => DetectionFigures.AveragePrecision(study.Observed<ClassResult>(DetectionTables.Classes));

    /// <summary>Precision against recall, mean over classes, a line a backbone.</summary>
    /// <param name="study">The study <c>detection</c>.</param>
    /// <exception cref="ArgumentException">It is another study.</exception>
    public static Figure PrecisionRecall(this StudyRecord study) => DetectionFigures.PrecisionRecall(study.Observed<RecallPoint>(DetectionTables.Curves));
}
