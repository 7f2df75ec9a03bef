using System.Reflection;
using System.Runtime.Loader;

namespace Sandglass.Display.Notebooks;

/// <summary>
/// Finds FSharp.Core for Plotly.NET. A host that carries one, such as .NET Interactive, may carry an older one than
/// Plotly.NET was built with; the runtime then refuses it, although it fits. Beside the library there is another for
/// hosts that have none, in a folder of its own, where no host finds it by itself.
/// </summary>
internal static class FSharpCore
{
    private const string Name = "FSharp.Core";

    /// <summary>Lets both the host's assemblies and the library's find it. To be called before Plotly.NET is touched.</summary>
    public static void Resolve()
    {
        // A script host may load the library into a context of its own, which asks its own handlers.
        var own = AssemblyLoadContext.GetLoadContext(typeof(FSharpCore).Assembly);
        foreach (var context in new[] { AssemblyLoadContext.Default, own }.OfType<AssemblyLoadContext>().Distinct())
        {
            context.Resolving += Find;
        }
    }

    private static Assembly? Find(AssemblyLoadContext context, AssemblyName wanted) =>
        wanted.Name == Name ? Loaded() ?? OfTheHost() ?? Beside() : null;

    private static Assembly? Loaded() =>
        AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => assembly.GetName().Name == Name);

    // Without a version any will do. Read from the host's list, because asking by name would end up here again.
    private static Assembly? OfTheHost() => (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "")
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileNameWithoutExtension(path) == Name)
        .Select(AssemblyLoadContext.Default.LoadFromAssemblyPath)
        .FirstOrDefault();

    private static Assembly? Beside()
    {
        var folder = Path.GetDirectoryName(typeof(FSharpCore).Assembly.Location);
        var path = Path.Combine(folder ?? "", "fsharp", $"{Name}.dll");
        return File.Exists(path) ? AssemblyLoadContext.Default.LoadFromAssemblyPath(path) : null;
    }
}
