using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace NotebookEngine.Scripting;

/// <summary>
/// Turns <c>#r</c> into references, so that the compiler reads and the cell runs the same file; assemblies that a
/// library needs are found beside it.
/// </summary>
internal sealed class LibraryReferences(ScriptEngine engine) : MetadataReferenceResolver
{
    private readonly LibraryContext _context = new(engine);
    private readonly Dictionary<string, PortableExecutableReference> _references = [];
    private readonly Lock _lock = new();

    /// <summary>References to what every cell may use: .NET itself, and what engine and libraries share.</summary>
    public IEnumerable<PortableExecutableReference> Given =>
        Platform.References.Concat(LibraryContext.SharedAssemblies.Select(Reference));

    /// <summary>Loads a compiled cell, which sees the cells before it and the libraries.</summary>
    public Assembly Load(Stream assembly, Stream symbols) => _context.LoadFromStream(assembly, symbols);

    /// <summary>The file of a referenced assembly, or null.</summary>
    public string? PathOf(string name)
    {
        lock (_lock)
        {
            return Platform.PathOf(name)
                ?? _references.Keys.FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == name);
        }
    }

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
                "LibraryNotLoaded", $"'#r \"{asked.Target}\"': this file is not a .NET library; name the managed DLL", asked.Line, exception);
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
    public static IReadOnlyList<PortableExecutableReference> References { get; } =
        [.. Files.Select(file => MetadataReference.CreateFromFile(file))];

    /// <summary>The file of one of them, or null.</summary>
    public static string? PathOf(string name) => Files.FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == name);

    private static string[] Find()
    {
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location);
        return ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(file => Path.GetDirectoryName(file) == folder)
            .ToArray();
    }
}
