using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Xml.Linq;

namespace Workbench.Tests.Packages;

/// <summary>
/// All packages, packed once from the built projects, beside folders of people who have nothing else. Other packages are those
/// that this machine has already, so that nothing is downloaded or unpacked twice.
/// </summary>
public sealed class PackageFeed : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("packages-");
    private readonly Lazy<Task> _packed;

    public PackageFeed()
    {
        _packed = new(PackAsync);
        Variables["XDG_CACHE_HOME"] = PathTo("cache");
        Variables["MSBUILDDISABLENODEREUSE"] = "1";
    }

    /// <summary>The packages of this machine.</summary>
    public static string Machine { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>The runtime identifier that the packages were packed for.</summary>
    public static string Rid => RuntimeInformation.RuntimeIdentifier;

    /// <summary>What stands in the environment of all that is run.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>The version of the packages.</summary>
    public string Version => (string)Element("Sandglass.Display", "version")!;

    /// <summary>The names of all packages.</summary>
    public IEnumerable<string> Names => Directory.GetFiles(PathTo("feed"), "*.nupkg").Select(path => NameOf(path)).Order(StringComparer.Ordinal);

    public string PathTo(params string[] parts) => Path.Combine([_root.FullName, .. parts]);

    /// <summary>Packs, the first time.</summary>
    public Task ReadyAsync() => _packed.Value;

    /// <summary>The file of a package.</summary>
    public string FileOf(string name) => Directory.GetFiles(PathTo("feed"), "*.nupkg").Single(path => NameOf(path) == name);

    /// <summary>An element of a package's metadata, or null.</summary>
    public XElement? Element(string package, string name) => Metadata(package).FirstOrDefault(element => element.Name.LocalName == name);

    /// <summary>The packages that a package brings along.</summary>
    public IReadOnlyList<string> DependenciesOf(string package) =>
        [.. Metadata(package).Where(element => element.Name.LocalName == "dependency").Select(element => (string)element.Attribute("id")!)];

    /// <summary>The files in a package.</summary>
    public IReadOnlyList<string> FilesIn(string package)
    {
        using var archive = ZipFile.OpenRead(FileOf(package));
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    /// <summary>Writes a file of somebody, in a folder that is made if need be.</summary>
    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathTo(name))!);
        File.WriteAllText(PathTo(name), text);
        return PathTo(name);
    }

    /// <summary>What a program prints that must succeed.</summary>
    public async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        var (code, output) = await TryAsync(folder, program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)}\n{output}");
        return output;
    }

    /// <summary>A program's exit code and what it prints.</summary>
    public async Task<(int Code, string Output)> TryAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Directory.CreateDirectory(PathTo(folder)).FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var cancellation = TestContext.Current.CancellationToken;
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, string.Concat(texts));
    }

    public void Dispose() => _root.Delete(recursive: true);

    private static string NameOf(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return string.Join('.', name.Split('.').TakeWhile(part => !char.IsAsciiDigit(part[0])));
    }

    private async Task PackAsync()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name; // bin/<configuration>/<framework>
        await RunAsync("", Repository.PathTo(".ci", "pack"), PathTo("feed"), "--no-build", "--configuration", configuration);
        Write("NuGet.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="unpacked" /></config>
              <packageSources><add key="sandglass" value="feed" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{Machine}" /></fallbackPackageFolders>
            </configuration>
            """);
    }

    private IEnumerable<XElement> Metadata(string package)
    {
        using var archive = ZipFile.OpenRead(FileOf(package));
        using var file = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return [.. XDocument.Load(file).Descendants()];
    }
}
