using System.CommandLine;
using Sandglass.Detection.Data;
using Sandglass.Detection.Training;
using Workbench.Reports;

namespace Workbench.Commands;

/// <summary><c>workbench detect evaluate</c>: average precision by class of a run, or of SSDLite320's weights.</summary>
internal sealed class DetectEvaluate
{
    private readonly DetectorOptions _detector = new();
    private readonly Option<DirectoryInfo> _results = CommonOptions.Out();
    private readonly Option<string> _preset = CommonOptions.Preset();
    private readonly Option<string> _device = CommonOptions.Device();

    private readonly Argument<string?> _run = new("run")
    {
        Description = "first digits of a run's hash, or its folder",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<FileInfo?> _weights = new("--weights") { Description = "weights of SSDLite320, a safetensors or .pth file, instead of a run; needs --voc", HelpName = CommonOptions.File };

    private DetectEvaluate()
    {
    }

    public static Command Create()
    {
        var evaluate = new DetectEvaluate();
        var command = new Command("evaluate", "Show the average precision of each class, by the rules of VOC 2007 (11 points) and VOC 2010 (area).")
        {
            evaluate._run, evaluate._weights, evaluate._detector.Voc, evaluate._detector.Test, evaluate._detector.Backbone,
            evaluate._detector.Features, evaluate._preset, evaluate._device, evaluate._results,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(evaluate.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult asked, CancellationToken cancellation)
    {
        var set = Pictures(asked);
        var evaluation = (asked.GetValue(_run), asked.GetValue(_weights)) switch
        {
            ({ } run, null) => CommonOptions.FinishedRun(run, asked.GetRequiredValue(_results)).Evaluate(set, asked.GetRequiredValue(_device), cancellation),
            (null, { } weights) => OfWeights(asked, weights, set, cancellation),
            _ => throw new UsageException("give either a run or --weights, not both"),
        };
        DetectReport.WritePrecision($"{set.Name}, {set.Count:n0} pictures, average precision in %", evaluation.Precision, set.Classes, asked.InvocationConfiguration.Output);
        return 0;
    }

    private IDetectionSet Pictures(ParseResult asked) => asked.GetValue(_detector.Voc) is { } devkit
        ? DetectorOptions.Open(devkit, asked.GetRequiredValue(_detector.Test))
        : DetectionPreset.Named(asked.GetRequiredValue(_preset)).LoadData().Test;

    private DetectionEvaluation OfWeights(ParseResult asked, FileInfo weights, IDetectionSet set, CancellationToken cancellation)
    {
        if (asked.GetValue(_detector.Voc) is null)
        {
            throw new UsageException("--weights are weights of SSDLite320; give the devkit with --voc");
        }

        return DetectionEvaluation.OfWeights(
            _detector.Full(asked, set), NamedWeights.Read(weights.FullName, asked.InvocationConfiguration.Error), set, asked.GetRequiredValue(_device), cancellation);
    }
}
