namespace Sandglass.Runtime;

/// <summary>A native library of libtorch could not be loaded: which file, why, and what to do.</summary>
public sealed class NativeLoadException : WorkbenchException
{
    internal NativeLoadException(string file, string reason, string remedy, Exception? innerException = null)
        : base($"Cannot load {file}: {OneLine(reason)}. {remedy}", innerException!)
    {
        File = file;
        Reason = OneLine(reason);
        Remedy = remedy;
    }

    /// <summary>The file that failed: a path, or a name if it was nowhere.</summary>
    public string File { get; }

    /// <summary>Why, in the loader's own words where it had any.</summary>
    public string Reason { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }

    private static string OneLine(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // .NET puts three lines of advice about strace and LD_DEBUG before the loader's own words.
        var words = lines.Length > 1 && lines[0].Contains("LD_DEBUG", StringComparison.Ordinal) ? lines[1..] : lines;
        return string.Join("; ", words).TrimEnd('.');
    }
}
