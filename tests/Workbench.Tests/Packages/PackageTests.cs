using System.Text.RegularExpressions;
using NotebookEngine.Notebooks;
using Workbench.Tests.Kernel;
using Workbench.Tests.Notebooks;

namespace Workbench.Tests.Packages;

/// <summary>What others get without the repository, tried in folders that have nothing else.</summary>
public sealed class PackageTests(PackageFeed feed) : IClassFixture<PackageFeed>
{
    private const long MostBytes = 250_000_000; // what nuget.org accepts

    private const string Step = """
        using Sandglass;
        using Sandglass.Blocks;
        using TorchSharp;

        var block = BlockSpec.Sandglass(24, 24, reduction: 6);
        Console.WriteLine($"multiply-adds {Counter.Count(block, size: 14).MultiplyAdds}");
        using var module = new BottleneckBlock(block);
        using var optimiser = torch.optim.SGD(module.parameters(), 0.1);
        using var input = torch.randn(8, 24, 14, 14);
        torch.Tensor Loss() => module.forward(input).square().mean();
        var before = Loss();
        before.backward();
        optimiser.step();
        Console.WriteLine($"improved {Loss().item<float>() < before.item<float>()}");
        """;

    private const string Told = "multiply-adds 122304\nimproved True\n";

    private static readonly string[] Libraries =
    [
        "Sandglass", "Sandglass.Compute", "Sandglass.Deployment", "Sandglass.Detection", "Sandglass.Display", "Sandglass.Images",
        "Sandglass.Interactive", "Sandglass.Lessons", "Sandglass.Paper", "Sandglass.Search", "Sandglass.WholeFiles",
    ];

    [Fact]
    public void The_readmes_name_the_libtorch_that_fits()
    {
        var version = Regex.Match(File.ReadAllText(Repository.PathTo("Directory.Packages.props")), "<LibTorchVersion>(.*)</LibTorchVersion>").Groups[1].Value;
        Assert.All((string[])["Sandglass", "Workbench"], folder =>
            Assert.Matches($"libtorch-cpu-linux-x64@{Regex.Escape(version)}[`\n]", File.ReadAllText(Repository.PathTo("lib", folder, "PACKAGE.md"))));
    }

    [DeepFact]
    public async Task Packages_say_what_they_are_and_bring_along_only_what_they_need()
    {
        await feed.ReadyAsync();
        Assert.Equal(
            [.. Libraries, "Sandglass.NotebookKernel", "Sandglass.Templates", "Sandglass.Workbench", $"Sandglass.Workbench.{PackageFeed.Rid}"],
            feed.Names.Order(StringComparer.Ordinal).OrderBy(name => !Libraries.Contains(name)));
        Assert.All(feed.Names, name =>
        {
            Assert.Equal("MIT", feed.Element(name, "license")!.Value);
            Assert.NotEqual("Package Description", feed.Element(name, "description")!.Value);
            Assert.NotEmpty(feed.Element(name, "tags")!.Value);
            Assert.Contains("README.md", feed.FilesIn(name));
            Assert.Contains("LICENSE", feed.FilesIn(name));
            Assert.DoesNotContain(feed.DependenciesOf(name), other => other.Contains("libtorch", StringComparison.OrdinalIgnoreCase) || other.Contains("-cuda", StringComparison.Ordinal));
            Assert.DoesNotContain(feed.FilesIn(name), file => Path.GetFileName(file) is "libtorch_cpu.so" or "torch_cpu.dll" or "libtorch_cpu.dylib");
            Assert.True(new FileInfo(feed.FileOf(name)).Length < MostBytes, name);
        });
        Assert.All(Libraries, name => Assert.True(File.Exists(Path.ChangeExtension(feed.FileOf(name), "snupkg")), name));
        Assert.All(Libraries.Except(["Sandglass.Display"]), name =>
            Assert.DoesNotContain(feed.DependenciesOf(name), other => other.StartsWith("Microsoft.DotNet.Interactive", StringComparison.Ordinal)));
        Assert.DoesNotContain("Microsoft.DotNet.Interactive", feed.DependenciesOf("Sandglass.Display"));
        Assert.DoesNotContain(feed.FilesIn("Sandglass.NotebookKernel"), file => Path.GetFileName(file).StartsWith("Sandglass", StringComparison.Ordinal) && file.EndsWith(".dll", StringComparison.Ordinal));
    }

    [DeepFact]
    public async Task A_program_counts_and_trains_with_the_natives_of_its_machine()
    {
        await feed.ReadyAsync();
        feed.Write("program/Program.cs", Step);
        feed.Write("program/program.csproj", Project("<UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>"));

        Assert.Equal(Told, await feed.RunAsync("program", "dotnet", "run"));

        var built = Path.GetDirectoryName(Directory.GetFiles(feed.PathTo("program", "bin"), "program.dll", SearchOption.AllDirectories).Single())!;
        Assert.False(Directory.Exists(Path.Combine(built, "runtimes")), "natives of other machines");
        Assert.True(File.Exists(Path.Combine(built, "data", "fashion-mnist", "SHA256SUMS")), "the data are not beside the program");
    }

    [DeepFact]
    public async Task A_program_that_names_no_machine_is_told_how_it_gets_natives()
    {
        await feed.ReadyAsync();
        feed.Write("portable/Program.cs", Step);
        feed.Write("portable/program.csproj", Project("<SandglassData>false</SandglassData>"));

        Assert.Contains("warning SANDGLASS1", await feed.RunAsync("portable", "dotnet", "build", "--output", "built"));
        Assert.False(Directory.Exists(feed.PathTo("portable", "built", "data")));
        // Where NuGet's cache has libtorch it is found there; another cache has none.
        Assert.Equal(Told, await feed.RunAsync("portable", "dotnet", "built/program.dll"));
        var (code, output) = await feed.TryAsync("portable", "env", $"NUGET_PACKAGES={feed.PathTo("none")}", "dotnet", "built/program.dll");
        Assert.NotEqual(0, code);
        Assert.Contains($"`dotnet package download libtorch-cpu-{PackageFeed.Rid}@", output);
        Assert.Contains("UseCurrentRuntimeIdentifier", output);
    }

    [DeepFact]
    public async Task An_app_of_one_file_counts_and_trains()
    {
        await feed.ReadyAsync();
        feed.Write("app/app.cs", $"#:package Sandglass@{feed.Version}\n#:property UseCurrentRuntimeIdentifier=true\n{Step}");
        Assert.Equal(Told, await feed.RunAsync("app", "dotnet", "run", "app.cs"));
    }

    [DeepFact]
    public async Task The_template_makes_a_program_that_compares_two_blocks()
    {
        await feed.ReadyAsync();
        string[] hive = ["--debug:custom-hive", feed.PathTo("hive")];
        await feed.RunAsync("", "dotnet", ["new", "install", feed.FileOf("Sandglass.Templates"), .. hive]);
        await feed.RunAsync("", "dotnet", ["new", "sandglass-experiment", "--output", "MyBlock", "--no-update-check", .. hive]);

        var output = await feed.RunAsync("MyBlock", "dotnet", "run", "--", "smoke");

        Assert.Matches(@"3x3: [\d,]+ parameters, 3,\d{3},\d{3} multiply-adds, accuracy of each seed \d+", output);
        Assert.Matches(@"5x5: [\d,]+ parameters, 3,\d{3},\d{3} multiply-adds, accuracy of each seed \d+", output);
        Assert.Matches("3x3 against 5x5: |5x5 against 3x3: ", output);
        Assert.True(File.Exists(feed.PathTo("MyBlock", "MyBlock.png")));
        Assert.StartsWith("# MyBlock\n", File.ReadAllText(feed.PathTo("MyBlock", "README.md")));
    }

    [DeepFact]
    public async Task The_command_is_installed_and_trains_without_the_repository()
    {
        await feed.ReadyAsync();
        var workbench = await InstallAsync("Sandglass.Workbench", "workbench");

        Assert.Equal(feed.Version + "\n", await feed.RunAsync("user", workbench, "--version"));
        Assert.Contains("recorded: 90 runs", await feed.RunAsync("user", workbench, "study", "show", "blocks"));
        Assert.Contains("accuracy", await feed.RunAsync("user", workbench, "train", "--family", "sandglass", "--preset", "smoke", "--width", "0.25"));
        var (code, output) = await feed.TryAsync("user", "env", $"NUGET_PACKAGES={feed.PathTo("none")}", workbench, "train", "--family", "bottleneck", "--preset", "smoke");
        Assert.Equal(1, code);
        Assert.Contains($"`dotnet package download libtorch-cpu-{PackageFeed.Rid}@", output);
    }

    [DeepFact]
    public async Task The_kernel_is_installed_and_runs_a_notebook_that_names_the_package()
    {
        await feed.ReadyAsync();
        var kernel = await InstallAsync("Sandglass.NotebookKernel", "notebook-kernel");
        using var jupyter = new JupyterFolder();
        jupyter.Variables["XDG_CACHE_HOME"] = feed.PathTo("cache");
        await jupyter.RunAsync(kernel, "install");
        Assert.Contains(jupyter.Path, await jupyter.RunAsync(kernel, "list"));
        var start = Shipped.Read("00-start-here.ipynb");
        var first = start.Code().First();
        var path = feed.Write("notebook/executed.ipynb", "");
        (start with
        {
            Cells =
            [
                first with { Id = "package", Source = $"#r \"nuget: Sandglass.Display, {feed.Version}\"\nusing Sandglass;\nWorkbench.Start()", Outputs = [] },
                first with { Id = "block", Source = "BlockSpec.Sandglass(inChannels: 96, outChannels: 96, reduction: 6)", Outputs = [] },
                first with { Id = "train", Source = "Plan.SmallImage(BlockSpec.Sandglass(96, 96)).AtWidth(0.25).Train(\"smoke\", results: \"results\").Hash.Length", Outputs = [] },
            ],
        }).Save(path);

        await jupyter.ExecuteAsync(path);

        var cells = Notebook.Read(path).Cells;
        var shown = start.Code().Single(cell => cell.Id == "spec").Outputs.Single()["data"]!;
        Assert.Equal(NotebookReader.Joined(shown["text/html"]), NotebookReader.Joined(cells[1].Outputs.Single()["data"]!["text/html"]));
        Assert.Equal("16", NotebookReader.Joined(cells[2].Outputs[^1]["data"]!["text/plain"]));
    }

    private async Task<string> InstallAsync(string package, string command)
    {
        await feed.RunAsync("", "dotnet", "tool", "install", package, "--version", feed.Version, "--tool-path", "tools", "--configfile", "NuGet.config");
        return feed.PathTo("tools", command);
    }

    private string Project(string property) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            {property}
          </PropertyGroup>
          <ItemGroup><PackageReference Include="Sandglass" Version="{feed.Version}" /></ItemGroup>
        </Project>
        """;
}
