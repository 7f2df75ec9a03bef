using System.Collections.Concurrent;

namespace Sandglass.Runtime;

/// <summary>
/// What this process registered of the user's own, by kind, name and version. A spec carries name and version alone, so that
/// it can be written, hashed and told to another process, which must have registered the same.
/// </summary>
internal static class OwnParts
{
    private const int LongestName = 40;

    private static readonly ConcurrentDictionary<(Type Kind, string Name, int Version), object> Known = new();

    /// <summary>Keeps a thing; one of the same name and version gives way, as when a notebook's cell is run again.</summary>
    internal static void Register<T>(string name, int version, T thing)
        where T : class => Known[(typeof(T), name, version)] = thing;

    /// <summary>The thing of a name and version, or null.</summary>
    internal static T? Find<T>(string name, int version)
        where T : class => Known.GetValueOrDefault((typeof(T), name, version)) as T;

    /// <summary>What is wrong with a name or version; null where both can stand in a spec, a table and a file.</summary>
    internal static string? Fault(string name, int version) =>
        name is not { Length: > 0 and <= LongestName } || !char.IsAsciiLetter(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? $"a name begins with a letter and has at most {LongestName} letters, digits, hyphens, underscores and dots"
            : version < 1 ? "versions count from 1" : null;
}
