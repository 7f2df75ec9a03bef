using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using WholeFiles;

namespace NotebookEngine.Scripting;

/// <summary>
/// A package that a cell names by <c>#r "nuget: Name, Version"</c>. The SDK builds a program that refers to it, which lays its
/// libraries, all that they need and the natives of this machine into one folder; that is kept for the next kernel.
/// </summary>
/// <param name="asked">The cell's line.</param>
/// <param name="notebookFolder">The folder from which NuGet looks for its configuration, upwards.</param>
internal sealed partial class PackageFolder(LibraryReference asked, string notebookFolder)
{
    private const string Program = "notebook-packages";
    private const int MostBytes = 1 << 24;

    /// <summary>The paths of all its libraries.</summary>
    /// <exception cref="CellException">No version is named, or it cannot be restored.</exception>
    public IReadOnlyList<string> Libraries()
    {
        var named = Named().Match(asked.Target);
        if (!named.Success)
        {
            throw new CellException(
                "UnsupportedDirective",
                $"'#r \"{asked.Target}\"': a package is named with its version, so that the notebook gives the same tomorrow: #r \"nuget: Name, 1.2.3\"",
                asked.Line);
        }

        var project = Project(named.Groups["name"].Value, named.Groups["version"].Value);
        // Another folder may have other sources.
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{notebookFolder}\n{project}")))[..16];
        var folder = Path.Combine(Cache(), key);
        if (!Directory.Exists(folder))
        {
            Build(project, folder);
        }

        return Listed(folder);
    }

    private static string Project(string name, string version) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
            <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
            <SelfContained>false</SelfContained>
            <UseAppHost>false</UseAppHost>
            <SatelliteResourceLanguages>en</SatelliteResourceLanguages>
            <CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>
          </PropertyGroup>
          <ItemGroup><PackageReference Include="{name}" Version="[{version}]" /></ItemGroup>
        </Project>
        """;

    // Under a passing name first: two kernels may ask at once, and one may be ended.
    private void Build(string project, string folder)
    {
        var making = $"{folder}.{Guid.NewGuid():n}";
        try
        {
            Directory.CreateDirectory(making);
            WholeFile.Write(Path.Combine(making, $"{Program}.csproj"), project);
            WholeFile.Write(Path.Combine(making, "Program.cs"), "return;");
            Restore(making);
            if (!Directory.Exists(folder))
            {
                Directory.Move(Path.Combine(making, "libraries"), folder);
            }
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw Unrestored(wrong.Message);
        }
        finally
        {
            if (Directory.Exists(making))
            {
                Directory.Delete(making, recursive: true);
            }
        }
    }

    private void Restore(string making)
    {
        var start = new ProcessStartInfo(
            DotNetHost.Path,
            ["build", "--nologo", "--verbosity", "quiet", "--output", "libraries", "-nodeReuse:false", "-p:UseSharedCompilation=false", $"-p:RestoreRootConfigDirectory={notebookFolder}"])
        {
            WorkingDirectory = making,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var build = Process.Start(start)!;
        build.StandardInput.Close();
        build.ErrorDataReceived += (_, _) => { };
        build.BeginErrorReadLine();
        var told = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        if (build.ExitCode != 0)
        {
            throw Unrestored(Failure().Match(told) is { Success: true } failure ? failure.Groups[1].Value : "`dotnet build` fails, which needs the .NET SDK");
        }
    }

    private CellException Unrestored(string reason) => new("PackageNotRestored", $"'#r \"{asked.Target}\"': the package cannot be restored: {reason.Trim()}", asked.Line);

    private static IReadOnlyList<string> Listed(string folder)
    {
        using var file = JsonDocument.Parse(BoundedFile.ReadText(Path.Combine(folder, $"{Program}.deps.json"), MostBytes));
        var target = file.RootElement.GetProperty("runtimeTarget").GetProperty("name").GetString()!;
        return
        [
            .. from library in file.RootElement.GetProperty("targets").GetProperty(target).EnumerateObject()
               where library.Value.TryGetProperty("runtime", out _)
               from assembly in library.Value.GetProperty("runtime").EnumerateObject()
               let path = Path.Combine(folder, Path.GetFileName(assembly.Name))
               where Path.GetFileNameWithoutExtension(path) != Program && File.Exists(path)
               select path,
        ];
    }

    private static string Cache()
    {
        var named = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var cache = string.IsNullOrEmpty(named) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache") : named;
        return Path.Combine(cache, "notebook-kernel", "packages");
    }

    [GeneratedRegex(@"^nuget:\s*(?<name>[\w.-]+)\s*,\s*(?<version>[\w.+-]+)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex(@"error ([A-Z]+\d+: .*?)(?: \[|\r?\n|$)")]
    private static partial Regex Failure();
}
