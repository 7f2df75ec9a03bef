using System.Reflection;
using System.Runtime.InteropServices;

namespace Sandglass.Runtime;

/// <summary>The native libraries of libtorch on one platform, in the order in which they must be loaded.</summary>
/// <param name="Rid">The runtime identifier, such as <c>linux-x64</c>.</param>
/// <param name="Names">File names or patterns. The last is TorchSharp's own library.</param>
/// <param name="Optional">Those that not every build of libtorch has.</param>
internal sealed record NativeLibraries(string Rid, string[] Names, string[] Optional)
{
    /// <summary>TorchSharp's own library, the one that may need the remedy.</summary>
    public string Own => Names[^1];

    /// <summary>The libraries of the machine at hand.</summary>
    /// <exception cref="NativeLoadException">No libtorch is built for this system.</exception>
    public static NativeLibraries OfThisMachine()
    {
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return For($"{system}-{RuntimeInformation.ProcessArchitecture}".ToLowerInvariant());
    }

    /// <summary>The libraries of a platform.</summary>
    /// <exception cref="NativeLoadException">No libtorch is built for it.</exception>
    public static NativeLibraries For(string rid) => rid switch
    {
        "linux-x64" => new(
            rid,
            ["libgomp*.so*", "libc10.so", "libtorch_cpu.so", "libc10_cuda.so", "libtorch_cuda.so", "libtorch.so",
                "libLibTorchSharp.so"],
            ["libgomp*.so*", "libc10_cuda.so", "libtorch_cuda.so"]),
        "osx-arm64" => new(
            rid,
            ["libomp.dylib", "libc10.dylib", "libtorch_cpu.dylib", "libtorch.dylib", "libLibTorchSharp.dylib"],
            ["libomp.dylib"]),
        "win-x64" or "win-arm64" => new(
            rid,
            ["libiomp5md.dll", "uv.dll", "asmjit.dll", "fbgemm.dll", "c10.dll", "torch_cpu.dll", "torch.dll",
                "LibTorchSharp.dll"],
            ["libiomp5md.dll", "uv.dll", "asmjit.dll", "fbgemm.dll"]),
        _ => throw new NativeLoadException(
            "libtorch",
            $"there is no build of it for {rid}",
            "Use linux-x64, win-x64, win-arm64 or osx-arm64, and a .NET of the same architecture."),
    };

    /// <summary>The path of each library that is there, in order.</summary>
    /// <param name="folders">Where to look, the first that has a file first.</param>
    /// <exception cref="NativeLoadException">A library that is not optional is in none of the folders.</exception>
    public IReadOnlyList<string> Locate(IReadOnlyList<string> folders)
    {
        var paths = new List<string>();
        foreach (var name in Names)
        {
            var found = folders.Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, name).Order(StringComparer.Ordinal))
                .FirstOrDefault();
            if (found is not null)
            {
                paths.Add(found);
            }
            else if (!Optional.Contains(name))
            {
                throw new NativeLoadException(name, $"it is in none of {string.Join(", ", folders)}", Remedy(name));
            }
        }
        return paths;
    }

    // A package cannot choose by machine unless the project that refers to it names one, and a tool refers to nothing.
    private string Remedy(string name) => name == Own
        ? "`dotnet build` on this machine brings it with the package TorchSharp."
        : $"Get it once, for all programs of this user: `dotnet package download {Package}@{Version}`. A project has it beside its program if it sets UseCurrentRuntimeIdentifier to true or refers to {Package}.";

    private string Package => $"libtorch-cpu-{Rid}";

    private static string Version { get; } =
        typeof(NativeLibraries).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(fact => fact.Key == "LibTorch").Value!;

    // What `dotnet package download` fills, by NuGet's own rule.
    private string Downloaded()
    {
        var named = Environment.GetEnvironmentVariable("NUGET_PACKAGES");
        var packages = string.IsNullOrEmpty(named) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages") : named;
        return Path.Combine(packages, Package, Version, "runtimes", Rid, "native");
    }

    /// <summary>Every folder that may hold the natives: beside the assembly, beside the program, NuGet's own, its cache.</summary>
    public IReadOnlyList<string> Folders()
    {
        // A script host runs from elsewhere and loads us from a flat folder, so the assembly's own place comes first.
        string?[] roots = [Path.GetDirectoryName(typeof(NativeLibraries).Assembly.Location), AppContext.BaseDirectory];
        var probing = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        return [.. roots
            .Where(root => !string.IsNullOrEmpty(root))
            .SelectMany(root => new[] { root!, Path.Combine(root!, "runtimes", Rid, "native") })
            .Concat(probing.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            .Append(Downloaded())
            .Select(Path.TrimEndingDirectorySeparator)
            .Distinct()];
    }
}
