using System.CommandLine;

namespace Workbench.Commands;

/// <summary><c>workbench detect</c>: object detection.</summary>
internal static class DetectCommand
{
    public static Command Create() => new("detect", "Object detection with either backbone.")
    {
        DetectTrain.Create(), DetectEvaluate.Create(), DetectShow.Create(), DetectGenerate.Create(),
    };
}
