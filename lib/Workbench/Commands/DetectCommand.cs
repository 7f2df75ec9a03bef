using System.CommandLine;

namespace Workbench.Commands;

/// <summary><c>workbench detect</c>: object detection.</summary>
internal static class DetectCommand
{
    public static Command Create() => new("detect", "Train, evaluate and show object detectors.")
    {
        DetectTrain.Create(), DetectEvaluate.Create(), DetectShow.Create(), DetectGenerate.Create(),
    };
}
