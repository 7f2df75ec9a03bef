using System.CommandLine;
using Sandglass;
using Sandglass.Images;
using Sandglass.Training;
using Sandglass.Weights;
using Workbench.Prediction;

namespace Workbench.Commands;

/// <summary><c>workbench predict</c>: class scores of a picture or of raw images, from given weights.</summary>
internal sealed class PredictCommand
{
    private readonly Argument<string?> _network = new Argument<string?>("network")
    {
        Description = "name of the network, if the weights do not say it",
        Arity = ArgumentArity.ZeroOrOne,
    }.AmongListed("network", NetworksCommand.Called, NetworksCommand.Names);

    private readonly Option<double> _width = CommonOptions.Width();
    private readonly Option<DirectoryInfo> _results = CommonOptions.Results();
    private readonly Option<string> _device = CommonOptions.Device();
    private readonly Option<string?> _identity = CommonOptions.Identity();

    private readonly Option<string> _weights = new("--weights")
    {
        HelpName = "RUN|FILE",
        Description = "a run's hash, or a safetensors or .pth file with the names of the workbench, torchvision, timm or the released code",
        Required = true,
    };

    private readonly Option<string> _input = new("--input")
    {
        HelpName = CommonOptions.File,
        Description = "a PNG or JPEG file, to be classified by a run; or, with --shape, a file of 32-bit floats that are normalised already",
        Required = true,
    };

    private readonly Option<string?> _shape = new("--shape") { Description = "shape of the raw floats: N,C,H,W" };

    private readonly Option<string?> _out = new("--out") { Description = "file to write the logits to, as 32-bit floats [N, classes]", HelpName = CommonOptions.File };

    private readonly Option<bool> _json = new("--json") { Description = "print one JSON object with all logits" };

    private PredictCommand()
    {
    }

    internal static Command Create()
    {
        var predict = new PredictCommand();
        var command = new Command("predict", "Classify a picture with a trained run, or raw images with weights from elsewhere.")
        {
            predict._network, predict._width, predict._weights, predict._identity, predict._input, predict._shape, predict._device, predict._results, predict._out, predict._json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(predict.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult asked, CancellationToken cancellation)
    {
        var identity = CommonOptions.IdentityOf(asked.GetValue(_identity));
        var input = asked.GetRequiredValue(_input);
        var picture = asked.GetValue(_shape) is null && ImageFile.IsOne(input) ? RunPicture.Read(input, RunOf(asked)) : null;
        var shape = picture?.Shape ?? ImageShape.Parse(asked.GetValue(_shape) ?? throw new UsageException("--shape is needed for raw floats; only a JPEG or PNG file says its own"));
        if (picture is null)
        {
            RawImages.RequireSize(input, shape);
        }

        var weights = NamedWeights.Read(asked.GetRequiredValue(_weights), asked.GetRequiredValue(_results), asked.InvocationConfiguration.Error);
        var plan = NamedWeights.PlanOf(weights, asked.GetValue(_network), asked.IsGiven(_width) ? asked.GetValue(_width) : null, identity, "name the network and its --width");
        if (shape.Channels != plan.InputChannels)
        {
            throw new UsageException($"{plan.Name} takes images of {plan.InputChannels} channels, but --shape {shape} has {shape.Channels}");
        }

        using var predictor = new Predictor(plan, weights, identity, asked.GetRequiredValue(_device));
        var logits = picture is null ? RawImages.Scores(input, shape, predictor, cancellation) : [predictor.Scores(picture.Pixels, shape.Height, shape.Width)];
        Write(asked, new Answer(plan.Name, IdentityMultiplier.Text(IdentityMultiplier.Of(plan)), [shape.Count, plan.Classes], logits, picture?.Classes), picture?.Note);
        return 0;
    }

    private void Write(ParseResult asked, Answer answer, string? note)
    {
        var output = asked.InvocationConfiguration.Output;
        if (asked.GetValue(_out) is { } path)
        {
            answer.WriteRaw(path);
        }

        if (asked.GetValue(_json))
        {
            answer.WriteJson(output);
        }
        else if (asked.GetValue(_out) is { } written)
        {
            output.WriteLine($"logits [{answer.Shape[0]}, {answer.Shape[1]}] of {answer.Network}, 32-bit floats: {written}");
        }
        else
        {
            answer.WriteTable(output);
            if (note is not null)
            {
                output.WriteLine(note);
            }
        }
    }

    // How foreign weights saw their pictures, nobody says.
    private Run RunOf(ParseResult asked)
    {
        var name = asked.GetRequiredValue(_weights);
        var run = NamedWeights.IsRun(name) ? CommonOptions.FinishedRun(name, asked.GetRequiredValue(_results)) : null;
        return run?.Spec.Task is Classification
            ? run
            : throw new WorkbenchException($"how {name} prepares its pictures is not known; use a run of 'workbench train' with --weights, or give normalised raw floats with --input and --shape");
    }
}
