using Sandglass;

namespace Benchmarks;

/// <summary>The repository that this program was built in.</summary>
internal static class Repository
{
    /// <summary>Its folder.</summary>
    /// <exception cref="WorkbenchException">The program lies elsewhere.</exception>
    internal static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Workbench.sln")))
            {
                return folder.FullName;
            }
        }

        throw new WorkbenchException("the repository is not above this program; run it with `dotnet run --project tests/Benchmarks`");
    }

    /// <summary>The built command.</summary>
    /// <exception cref="WorkbenchException">It is not built.</exception>
    internal static string Program()
    {
        var built = Path.Combine(Root(), "lib", "Workbench", "bin");
        return (Directory.Exists(built) ? Directory.EnumerateFiles(built, "workbench.dll", SearchOption.AllDirectories).FirstOrDefault() : null)
            ?? throw new WorkbenchException($"{built} holds no workbench.dll; run `dotnet build` first");
    }
}
