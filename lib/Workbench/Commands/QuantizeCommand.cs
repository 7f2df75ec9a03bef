using System.CommandLine;
using Sandglass;
using Sandglass.Deployment.Export;
using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Quantization;
using Sandglass.Training;
using Workbench.Prediction;
using Workbench.Reports;

namespace Workbench.Commands;

/// <summary><c>workbench quantize</c>: a trained classifier in fewer bits, without training it further.</summary>
internal sealed class QuantizeCommand
{
    private static readonly Dictionary<string, RangeRule> Rules = new()
    {
        ["min-max"] = RangeRule.MinimumMaximum,
        ["percentile"] = RangeRule.Percentile,
        ["entropy"] = RangeRule.Entropy,
        ["mse"] = RangeRule.MeanSquaredError,
    };

    private readonly Argument<string> _run = new("run") { HelpName = "RUN", Description = "hash of a run of 'workbench train' or of a study of classifiers, on images of the repository" };
    private readonly Argument<string?> _file = new("file") { HelpName = CommonOptions.File, Description = "ONNX file to write; it must not exist", Arity = ArgumentArity.ZeroOrOne };

    private readonly Option<string> _range = new Option<string>("--range")
    {
        Description = "which range of an activation keeps its steps",
        DefaultValueFactory = _ => "min-max",
    }.Among([.. Rules.Keys]);

    private readonly Option<int> _weightBits = Ranges.Bits.Option("--weight-bits", "bits of a weight", 8);
    private readonly Option<int> _activationBits = Ranges.Bits.Option("--activation-bits", "bits of an activation", 8);
    private readonly Option<bool> _perTensor = new("--per-tensor") { Description = "one scale for a whole weight, instead of one for each channel" };
    private readonly Option<bool> _equalize = new("--equalize") { Description = "scale the weights of neighbouring layers to like ranges first; ReLU6 between them becomes ReLU" };
    private readonly Option<bool> _correct = new("--correct-bias") { Description = "let biases make up for the mean error of rounded weights" };
    private readonly Option<int> _keep = Ranges.Kept.Option("--keep", "layers that stay in single precision: those that cost most", 0);
    private readonly Option<int> _images = Ranges.Calibration.Option("--images", "calibration images a class, of the training images", 50);
    private readonly Option<bool> _layers = new("--layers") { Description = "show the error after each layer" };
    private readonly Option<DirectoryInfo> _results = CommonOptions.Results();

    private QuantizeCommand()
    {
    }

    internal static Command Create()
    {
        var quantize = new QuantizeCommand();
        var command = new Command("quantize", "Quantize a trained classifier without training it further, and test it simulated and on integers.")
        {
            quantize._run, quantize._file, quantize._range, quantize._weightBits, quantize._activationBits, quantize._perTensor, quantize._equalize,
            quantize._correct, quantize._keep, quantize._images, quantize._layers, quantize._results,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(quantize.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult asked, CancellationToken cancellation)
    {
        var file = asked.GetValue(_file);
        CommonOptions.RequireNew(file);
        var run = CommonOptions.FinishedRun(asked.GetRequiredValue(_run), asked.GetRequiredValue(_results));
        using var images = (run.Spec.Task is Classification ? RunInput.Images(run) : null)
            ?? throw new WorkbenchException($"run {run.Hash} is no classifier of images of the repository, so nothing calibrates it; quantize one of 'workbench train' or of a study");
        var scheme = new QuantizationScheme
        {
            WeightBits = asked.GetValue(_weightBits),
            ActivationBits = asked.GetValue(_activationBits),
            PerChannel = !asked.GetValue(_perTensor),
            Range = Rules[asked.GetRequiredValue(_range)],
            CorrectsBias = asked.GetValue(_correct),
            Equalizes = asked.GetValue(_equalize),
        };
        using var quantizer = new ClassifierQuantizer(RunExport.Of(run), images, run.Spec.Recipe.NormalizationOf(images.Training), asked.GetValue(_images), cancellation);
        var result = quantizer.Quantized(scheme, asked.GetValue(_keep));
        var output = asked.InvocationConfiguration.Output;
        QuantizationView.Write(output, run, scheme, quantizer, result, asked.GetValue(_layers));
        if (file is not null)
        {
            OnnxFile.Write(file, result.Graph);
            output.WriteLine($"{file}: {new FileInfo(file).Length:n0} bytes, with QDQ operators");
        }

        return 0;
    }
}
