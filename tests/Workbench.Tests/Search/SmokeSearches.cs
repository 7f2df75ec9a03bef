using System.CommandLine;
using Sandglass;
using Sandglass.Search.Space;
using Sandglass.Search.Training;
using Sandglass.Training;
using Workbench.Commands;
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

    internal static async Task<string> OutputOf(params string[] arguments)
    {
        var (code, output, error) = await Invoke(arguments);
        Assert.Equal((0, ""), (code, error));
        return output;
    }

    internal static async Task<(int Code, string Output, string Error)> Invoke(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(new RootCommand { SearchCommand.Create() }, ["search", .. arguments], output, error);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>The published cells with one operation changed, so that they are nobody's.</summary>
    internal static Genotype Other { get; } =
        Genotype.Parse(Genotype.DartsV2.ToString().Replace("('dil_conv_3x3', 2)", "('sandglass_3x3', 2)", StringComparison.Ordinal));
}
