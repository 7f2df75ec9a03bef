using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace NotebookEngine.Scripting;

/// <summary>
/// Turns <c>#r</c> into references, so that the compiler reads and the cell runs the same file; assemblies that a
/// library needs are found beside it.
/// </summary>
internal sealed class LibraryReferences : MetadataReferenceResolver
{
    private readonly LibraryContext _context = new();
    private readonly InteractiveAssemblyLoader _loader;
    private readonly Dictionary<string, PortableExecutableReference> _references = [];
    private readonly Lock _lock = new();

    public LibraryReferences(InteractiveAssemblyLoader loader)
    {
        _loader = loader;
        foreach (var assembly in LibraryContext.SharedAssemblies)
        {
            Reference(assembly);
        }
    }

    /// <summary>References to what engine and libraries share.</summary>
    public IEnumerable<MetadataReference> Shared =>
        LibraryContext.SharedAssemblies.Select(Reference);

    public override bool ResolveMissingAssemblies => true;

    /// <summary>Loads the library and refers to it.</summary>
    /// <exception cref="CellException">The file cannot be loaded.</exception>
    public PortableExecutableReference Load(string path, LibraryReference asked)
    {
        try
        {
            return Reference(_context.LoadLibrary(path));
        }
        catch (BadImageFormatException exception)
        {
            throw new CellException(
                "LibraryNotLoaded", $"'#r \"{asked.Target}\"': this file is no .NET library; name the managed DLL", asked.Line, exception);
        }
        catch (FileLoadException exception)
        {
            throw new CellException(
                "LibraryNotLoaded",
                $"'#r \"{asked.Target}\"': another version of this library is already loaded; restart the kernel",
                asked.Line,
                exception);
        }
    }

    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference, string? baseFilePath, MetadataReferenceProperties properties) => [];

    public override PortableExecutableReference? ResolveMissingAssembly(
        MetadataReference definition, AssemblyIdentity referenceIdentity)
    {
        var folder = Path.GetDirectoryName((definition as PortableExecutableReference)?.FilePath);
        var path = Path.Combine(folder ?? "", $"{referenceIdentity.Name}.dll");
        return folder is null || LibraryContext.IsPlatform(referenceIdentity.Name) || !File.Exists(path)
            ? null
            : Reference(_context.LoadLibrary(path));
    }

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    private PortableExecutableReference Reference(Assembly assembly)
    {
        lock (_lock)
        {
            if (!_references.TryGetValue(assembly.Location, out var reference))
            {
                reference = MetadataReference.CreateFromFile(assembly.Location);
                _references.Add(assembly.Location, reference);
                _loader.RegisterDependency(assembly);
            }

            return reference;
        }
    }
}

/// <summary>.NET's own assemblies, which every cell may use.</summary>
internal static class Platform
{
    private static readonly string[] Files = Find();

    /// <summary>Their simple names.</summary>
    public static FrozenSet<string> Names { get; } = Files.Select(file => Path.GetFileNameWithoutExtension(file)).ToFrozenSet();

    /// <summary>References to them, made once: the compiler keeps what it read by reference.</summary>
    public static IReadOnlyList<MetadataReference> References { get; } =
        [.. Files.Select(file => MetadataReference.CreateFromFile(file))];

    private static string[] Find()
    {
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location);
        return ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(file => Path.GetDirectoryName(file) == folder)
            .ToArray();
    }
}
