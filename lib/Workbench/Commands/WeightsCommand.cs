using System.CommandLine;
using Sandglass.Weights;
using Workbench.Reports;

namespace Workbench.Commands;

/// <summary><c>workbench weights</c>: shows files of weights, and gives them the names of another code.</summary>
internal static class WeightsCommand
{
    private static readonly Dictionary<string, WeightNaming> Namings =
        Enum.GetValues<WeightNaming>().ToDictionary(naming => naming.ToString().ToLowerInvariant());

    internal static Command Create() => new("weights", "Show and convert files of weights.") { Show(), Convert() };

    private static Command Show()
    {
        var file = new Argument<string>("file") { Description = "a run's hash, or a file: safetensors, or .pth of PyTorch" };
        var results = CommonOptions.Results();
        var command = new Command("show", "Show what a file contains, and which networks it fits.") { file, results };
        command.SetAction(parsed =>
            WeightsView.Write(
                parsed.InvocationConfiguration.Output,
                NamedWeights.Read(parsed.GetRequiredValue(file), parsed.GetRequiredValue(results), parsed.InvocationConfiguration.Error)));
        return command;
    }

    private static Command Convert()
    {
        var from = new Argument<string>("in") { Description = "a run's hash, or a safetensors or .pth file with any known names" };
        var to = new Argument<string>("out") { Description = "safetensors file to write; it must not exist" };
        var naming = new Option<string>("--to") { Description = "code base whose names the tensors get", Required = true }
            .Among([.. Namings.Keys]);
        var network = new Option<string?>("--network") { Description = "name of the network, if the file does not say it" }
            .AmongListed("network", NetworksCommand.Called, NetworksCommand.Names);
        var (width, identity, results) = (CommonOptions.Width(), CommonOptions.Identity(), CommonOptions.Results());
        var command = new Command("convert", "Rename the tensors of a file for another code base, and label the file.")
        {
            from, to, naming, network, width, identity, results,
        };
        command.SetAction(parsed =>
        {
            var file = NamedWeights.Read(parsed.GetRequiredValue(from), parsed.GetRequiredValue(results), parsed.InvocationConfiguration.Error);
            var stated = CommonOptions.IdentityOf(parsed.GetValue(identity));
            var plan = NamedWeights.PlanOf(file, parsed.GetValue(network), parsed.IsGiven(width) ? parsed.GetValue(width) : null, stated, "state --network and --width");
            var target = parsed.GetRequiredValue(to);
            NetworkWeights.Write(target, NetworkWeights.Tensors(file, plan, stated), plan, Namings[parsed.GetRequiredValue(naming)]);
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{plan.Name}, identity multiplier {IdentityMultiplier.Text(IdentityMultiplier.Of(plan))}: {target}");
        });
        return command;
    }
}
