using System.Text.RegularExpressions;
using Sandglass;
using Sandglass.Networks;
using Sandglass.Training;
using Sandglass.Weights;

namespace Workbench.Commands;

/// <summary>Weights as a person names them: a file, or a finished run; and the network that they are of.</summary>
internal static partial class NamedWeights
{
    /// <summary>The weights of a file, or of the run whose hash begins so.</summary>
    /// <param name="name">Path of a file, or first digits of a hash.</param>
    /// <param name="results">Folder of runs.</param>
    /// <param name="notes">Is told which of several weights are taken; not the command's results.</param>
    /// <exception cref="WorkbenchException">There is neither.</exception>
    public static WeightFile Read(string name, DirectoryInfo results, TextWriter notes) =>
        Read(IsRun(name) ? CommonOptions.Runs(results).FinishedNamed(CommonOptions.Hash(name)).Checkpoint : name, notes);

    /// <summary>The weights of a file.</summary>
    /// <exception cref="WorkbenchException">There is none, or it cannot be read.</exception>
    public static WeightFile Read(string path, TextWriter notes)
    {
        var file = WeightFile.Read(path);
        if (file.Note is { } note)
        {
            notes.WriteLine($"{file.Name}: {note}");
        }

        return file;
    }

    /// <summary>Whether a name is that of a run: digits of a hash, and no file.</summary>
    public static bool IsRun(string name) => !File.Exists(name) && Hash().IsMatch(name);

    /// <summary>The network: the plan that the file names itself, or the one that is stated.</summary>
    /// <param name="file">The weights.</param>
    /// <param name="network">Name in the catalogue; null where none was given.</param>
    /// <param name="width">Width multiplier; null where none was given.</param>
    /// <param name="identity">Identity multiplier; null where none was given.</param>
    /// <param name="advice">How to name the network to the command.</param>
    /// <exception cref="WorkbenchException">The file names no network and none is stated, or they are not of the one that is stated.</exception>
    public static NetworkPlan PlanOf(WeightFile file, string? network, double? width, double? identity, string advice)
    {
        if (network is null && Classification.PlanIn(file) is { } plan)
        {
            return plan;
        }

        var label = WeightsLabel.Of(file);
        var entry = CommonOptions.Find(network ?? Labelled(file, label, advice).Name);
        return file.PlanFor(entry, width ?? label?.Width ?? 1, identity);
    }

    private static CatalogueEntry Labelled(WeightFile file, WeightsLabel? label, string advice)
    {
        var entries = NetworkCatalogue.Entries.Where(entry =>
            label is not null && (entry.TakesWidth || label.Width == 1) && entry.Plan(label.Width).Name == label.Network);
        return entries.FirstOrDefault()
            ?? throw new WorkbenchException($"{file.Name} does not name the network of its weights; {advice}");
    }

    [GeneratedRegex("^[0-9a-fA-F]{4,16}$")]
    private static partial Regex Hash();
}
