using System.CommandLine;
using Sandglass;
using Sandglass.Networks;
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
        var file = new Argument<string>("file") { Description = "safetensors file" };
        var command = new Command("show", "What a file says and holds, and which networks it fits.") { file };
        command.SetAction(parsed =>
            WeightsView.Write(parsed.InvocationConfiguration.Output, SafetensorsFile.Read(parsed.GetRequiredValue(file))));
        return command;
    }

    private static Command Convert()
    {
        var from = new Argument<string>("in") { Description = "safetensors file under any known names" };
        var to = new Argument<string>("out") { Description = "file to write; it must not exist" };
        var naming = new Option<string>("--to") { Description = "whose names the tensors are given", Required = true }
            .AcceptOnlyFromAmong([.. Namings.Keys]);
        var network = new Option<string?>("--network") { Description = "network, where the file does not say it" };
        var (width, identity) = (CommonOptions.Width(), CommonOptions.Identity());
        var command = new Command("convert", "Give a file's tensors the names of another code, and label it.")
        {
            from, to, naming, network, width, identity,
        };
        command.SetAction(parsed =>
        {
            var file = SafetensorsFile.Read(parsed.GetRequiredValue(from));
            var stated = CommonOptions.IdentityOf(parsed.GetValue(identity));
            var label = WeightsLabel.Of(file);
            var entry = CommonOptions.Find(parsed.GetValue(network) ?? Labelled(file, label).Name);
            var asked = parsed.GetResult(width) is { Implicit: false } || label is null ? parsed.GetValue(width) : label.Width;
            var plan = file.PlanFor(entry, asked, stated);
            var target = parsed.GetRequiredValue(to);
            NetworkWeights.Write(target, NetworkWeights.Tensors(file, plan, stated), plan, Namings[parsed.GetRequiredValue(naming)]);
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{plan.Name}, identity multiplier {IdentityMultiplier.Text(IdentityMultiplier.Of(plan))}: {target}");
        });
        return command;
    }

    private static CatalogueEntry Labelled(SafetensorsFile file, WeightsLabel? label)
    {
        var entries = NetworkCatalogue.Entries.Where(entry =>
            label is not null && (entry.TakesWidth || label.Width == 1) && entry.Plan(label.Width).Name == label.Network);
        return entries.FirstOrDefault()
            ?? throw new WorkbenchException($"{file.Name} does not say which network its weights are of; state --network and --width");
    }
}
