using System.CommandLine;
using Sandglass.Networks;
using Sandglass.Weights;
using Workbench.Prediction;

namespace Workbench.Commands;

/// <summary><c>workbench predict</c>: class scores of raw images from given weights.</summary>
internal sealed class PredictCommand
{
    private readonly Argument<string?> _network = new("network")
    {
        Description = "the network, where the weights do not name it: " + string.Join(", ", NetworkCatalogue.Entries.Select(entry => entry.Name)),
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<double> _width = CommonOptions.Width();
    private readonly Option<DirectoryInfo> _results = CommonOptions.Results();
    private readonly Option<string> _device = CommonOptions.Device();
    private readonly Option<string?> _identity = CommonOptions.Identity();

    private readonly Option<string> _weights = new("--weights")
    {
        Description = "a run's hash, or a safetensors file under the workbench's, torchvision's or the released code's names",
        Required = true,
    };

    private readonly Option<string> _input = new("--input")
    {
        Description = "file of 32-bit floats, normalised as the weights were trained",
        Required = true,
    };

    private readonly Option<string> _shape = new("--shape") { Description = "shape of the input, N,C,H,W", Required = true };

    private readonly Option<string?> _out = new("--out") { Description = "file for the logits, 32-bit floats [N, classes]" };

    private readonly Option<bool> _json = new("--json") { Description = "print one JSON object with all logits" };

    private PredictCommand()
    {
    }

    internal static Command Create()
    {
        var predict = new PredictCommand();
        var command = new Command("predict", "Class scores of raw images, from weights of this or another code.")
        {
            predict._network, predict._width, predict._weights, predict._identity, predict._input, predict._shape, predict._device, predict._results, predict._out, predict._json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(predict.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult asked, CancellationToken cancellation)
    {
        var shape = ImageShape.Parse(asked.GetRequiredValue(_shape));
        var identity = CommonOptions.IdentityOf(asked.GetValue(_identity));
        var (input, output) = (asked.GetRequiredValue(_input), asked.InvocationConfiguration.Output);
        RawImages.RequireSize(input, shape);
        var weights = NamedWeights.Read(asked.GetRequiredValue(_weights), asked.GetRequiredValue(_results));
        var plan = NamedWeights.PlanOf(weights, asked.GetValue(_network), asked.GetResult(_width) is { Implicit: false } ? asked.GetValue(_width) : null, identity, "name the network and its --width");
        if (shape.Channels != plan.InputChannels)
        {
            throw new UsageException($"{plan.Name} takes images of {plan.InputChannels} channels, and --shape {shape} has {shape.Channels}");
        }

        using var predictor = new Predictor(plan, weights, identity, asked.GetRequiredValue(_device));
        var logits = RawImages.Scores(input, shape, predictor, cancellation);
        var answer = new Answer(
            plan.Name, IdentityMultiplier.Text(IdentityMultiplier.Of(plan)), [shape.Count, plan.Classes], logits);
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
            output.WriteLine($"logits [{shape.Count}, {plan.Classes}] of {plan.Name}, 32-bit floats: {written}");
        }
        else
        {
            answer.WriteTable(output);
        }

        return 0;
    }
}
