using Sandglass;
using Sandglass.Search.Space;
using Sandglass.Search.Training;
using Sandglass.Training;
using Workbench.Tests.Running;

namespace Workbench.Tests.Search;

/// <summary>A results folder with one search of seconds, and the commands asked in this process.</summary>
public sealed class SmokeSearches : IAsyncLifetime
{
    internal static readonly string[] Arguments =
        ["run", "--preset", "smoke", "--space", "none,skip_connect,sep_conv_3x3", "--seed", "3"];

    private readonly ResultsFolder _folder = new();

    /// <summary>What the search printed.</summary>
    public string Said { get; private set; } = "";

    /// <summary>The folder.</summary>
    public string Path => _folder.Path;

    /// <summary>A path in it.</summary>
    public string this[string name] => _folder[name];

    internal Run Run => new RunStore(_folder.Runs).FinishedNamed("");

    internal FoundSearch Found => FoundSearch.Of(Run);

    /// <summary>The search.</summary>
    public async ValueTask InitializeAsync() => Said = await OutputOf([.. Arguments, "--out", Path]);

    /// <summary>Removes the folder.</summary>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    internal string Write(string name, string content)
    {
        File.WriteAllText(this[name], content);
        return this[name];
    }

    internal static Task<string> OutputOf(params string[] arguments) => InProcess.SaidAsync(["search", .. arguments]);

    internal static Task<(int Code, string Output, string Error)> Invoke(params string[] arguments) =>
        InProcess.RunAsync(["search", .. arguments]);

    /// <summary>The published cells with one operation changed, so that they are nobody's.</summary>
    internal static Genotype Other { get; } =
        Genotype.Parse(Genotype.DartsV2.ToString().Replace("('dil_conv_3x3', 2)", "('sandglass_3x3', 2)", StringComparison.Ordinal));
}
