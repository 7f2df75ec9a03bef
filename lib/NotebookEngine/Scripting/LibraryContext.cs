using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookEngine.Scripting;

/// <summary>
/// Loads what <c>#r</c> names, with what lies beside it, apart from the program's own assemblies: a notebook gets the
/// library of the folder it names, even in a program that carries a copy. Shared with the program are .NET itself and
/// the formatting package with all that it needs, so that a formatter registered by the library is found by the engine.
/// </summary>
/// <param name="engine">The engine whose cells it holds besides.</param>
internal sealed class LibraryContext(ScriptEngine engine) : AssemblyLoadContext("notebook")
{
    private static readonly Dictionary<string, Assembly> Shared = Closure(typeof(Formatter).Assembly, typeof(ScriptEngine).Assembly);
    private readonly List<string> _folders = [];

    /// <summary>The assemblies that a library and the engine have in common, .NET aside.</summary>
    public static IEnumerable<Assembly> SharedAssemblies => Shared.Values;

    /// <summary>The engine whose cells and libraries it holds.</summary>
    public ScriptEngine Engine { get; } = engine;

    /// <summary>The context that a type was loaded in, if it is one of a notebook's.</summary>
    public static LibraryContext? Of(Type? type) =>
        type is null ? null : GetLoadContext(type.Assembly) as LibraryContext;

    /// <summary>The library of this file. One that is already loaded, here or in the program's share, is itself.</summary>
    /// <exception cref="BadImageFormatException">The file is not a managed assembly.</exception>
    /// <exception cref="FileLoadException">Another version is already loaded.</exception>
    public Assembly LoadLibrary(string path)
    {
        var name = AssemblyName.GetAssemblyName(path).Name!;
        if (Shared.TryGetValue(name, out var shared))
        {
            return shared;
        }

        lock (_folders)
        {
            var folder = Path.GetDirectoryName(path)!;
            if (!_folders.Contains(folder))
            {
                _folders.Add(folder);
            }
        }

        return Assemblies.FirstOrDefault(loaded => loaded.GetName().Name == name) ?? LoadFromAssemblyPath(path);
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name || IsPlatform(name))
        {
            return null; // the program's
        }

        return Shared.GetValueOrDefault(name) ?? (Find($"{name}.dll") is { } path ? LoadFromAssemblyPath(path) : null);
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        string[] names = [unmanagedDllName, $"{unmanagedDllName}{Suffix}", $"lib{unmanagedDllName}{Suffix}"];
        var path = names
            .SelectMany(name => new[] { name, Path.Combine("runtimes", RuntimeInformation.RuntimeIdentifier, "native", name) })
            .Select(Find)
            .FirstOrDefault(found => found is not null);
        try
        {
            return path is null ? 0 : LoadUnmanagedDllFromPath(path);
        }
        catch (DllNotFoundException)
        {
            return 0; // .NET's own search goes on: it finds what a library has loaded by itself, under the same name
        }
    }

    /// <summary>Whether .NET itself has it.</summary>
    public static bool IsPlatform(string name) => Platform.Names.Contains(name);

    private static string Suffix =>
        OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";

    private string? Find(string file)
    {
        lock (_folders)
        {
            return _folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
        }
    }

    private static Dictionary<string, Assembly> Closure(params Assembly[] roots)
    {
        var found = new Dictionary<string, Assembly>();
        var open = new Stack<Assembly>(roots);
        while (open.TryPop(out var assembly))
        {
            if (found.TryAdd(assembly.GetName().Name!, assembly) && assembly != typeof(ScriptEngine).Assembly)
            {
                foreach (var needed in assembly.GetReferencedAssemblies().Where(needed => !IsPlatform(needed.Name!)))
                {
                    open.Push(Assembly.Load(needed));
                }
            }
        }

        return found;
    }
}
