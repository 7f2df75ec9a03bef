using System.CommandLine;
using Sandglass;
using Sandglass.Blocks;
using Sandglass.Data;
using Sandglass.Search.Space;
using Sandglass.Search.Studies;
using Sandglass.Search.Training;
using WholeFiles;

namespace Workbench.Commands;

/// <summary>What the search commands share.</summary>
internal static class SearchOptions
{
    private const string Published = "darts-v2";
    private const int MostBytes = 100_000;

    private static readonly SearchSpace[] Spaces = [SearchSpace.Original, SearchSpace.WithSandglass, SearchSpace.WithBlocks];

    internal static Option<string> Preset() => new Option<string>("--preset")
    {
        Description = "smoke: checks that everything works, in seconds; standard: the proxy of the study; paper: DARTS's defaults on CIFAR-10, which --images names",
        DefaultValueFactory = _ => SearchPreset.Standard.Name,
    }.Among([.. SearchPreset.All.Select(preset => preset.Name), SearchPreset.Paper.Name]);

    internal static Option<string?> Images() => new("--images")
    {
        HelpName = CommonOptions.Folder,
        Description = $"folder of CIFAR-10's binary files, or {Cifar.Ten.Archive}, for the preset {SearchPreset.Paper.Name}",
    };

    internal static Option<string> Space() => new("--space")
    {
        Description = $"{string.Join(", ", Spaces.Select(space => space.Name))}, or operations separated by commas, such as none,skip_connect,sandglass_3x3",
        DefaultValueFactory = _ => SearchSpace.WithSandglass.Name,
    };

    internal static Argument<string> Genotype() => new("genotype")
    {
        Description = $"{Published} for the published cells, a file (JSON or the published form), or the first digits of a run's hash",
    };

    /// <exception cref="UsageException">There is no such space or operation.</exception>
    internal static SearchSpace SpaceOf(string text)
    {
        try
        {
            return Spaces.FirstOrDefault(space => space.Name.Equals(text, StringComparison.OrdinalIgnoreCase))
                ?? (SearchSpace.Original with { Name = "custom", Operations = [.. text.Split(',').Select(CandidateOperation.Named)] }).Validated();
        }
        catch (InvalidSpecException unknown)
        {
            throw new UsageException(unknown.Message, unknown);
        }
    }

    /// <summary>Whether a text names published cells or a file of them.</summary>
    internal static bool IsGenotype(string text) => text.Equals(Published, StringComparison.OrdinalIgnoreCase) || File.Exists(text);

    /// <exception cref="WorkbenchException">There is no such genotype, or it is damaged.</exception>
    internal static Genotype GenotypeOf(string text, DirectoryInfo results) =>
        text.Equals(Published, StringComparison.OrdinalIgnoreCase) ? Sandglass.Search.Space.Genotype.DartsV2
        : File.Exists(text) ? OfFile(text)
        : FoundSearch.GenotypeOf(CommonOptions.FinishedRun(text, results));

    private static Genotype OfFile(string path)
    {
        var text = Text(path).Trim();
        return text.StartsWith('{') ? Sandglass.Search.Space.Genotype.FromJson(text) : Sandglass.Search.Space.Genotype.Parse(text);
    }

    private static string Text(string path)
    {
        try
        {
            return BoundedFile.ReadText(path, MostBytes);
        }
        catch (FileTooLongException wrong)
        {
            throw new WorkbenchException($"{path} is too long for a genotype; give its JSON or published form alone", wrong);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{path} cannot be read ({wrong.Message.TrimEnd('.')}); give a file of a genotype", wrong);
        }
    }
}
