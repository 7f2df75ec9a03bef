using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using WholeFiles;

namespace Sandglass.Runtime;

/// <summary>
/// Loads libtorch and TorchSharp's library before TorchSharp looks for them: its own search ends by asking for the
/// bare name, and the system's loader then answers with the one that is already there.
/// </summary>
/// <param name="load">How a file is loaded; throws <see cref="DllNotFoundException"/> with the loader's words.</param>
/// <param name="cache">Where patched copies go; asked only if one is needed.</param>
internal sealed partial class NativeLoader(Action<string> load, Func<NativeCache> cache)
{
    /// <summary>A loader for this process.</summary>
    public NativeLoader()
        : this(path => NativeLibrary.Load(path), NativeCache.OfTheUser)
    {
    }

    /// <summary>What the system's libstdc++ lacks, such as <c>GLIBCXX_3.4.32</c>, where the remedy for that was used; else null.</summary>
    public string? Remedied { get; private set; }

    /// <summary>Loads the files in order; TorchSharp's own is the last.</summary>
    /// <exception cref="NativeLoadException">One of them does not load.</exception>
    public void Load(IReadOnlyList<string> paths)
    {
        foreach (var path in paths.SkipLast(1))
        {
            LoadPlainly(path, null);
        }
        var own = paths[^1];
        try
        {
            load(own);
        }
        catch (DllNotFoundException e) when (MissingVersion().Match(e.Message) is { Success: true } missing)
        {
            // The package's file may be hard-linked to the package cache: it is read, never written.
            var original = File.ReadAllBytes(own);
            var patched = LibstdcxxRemedy.Apply(original, own, missing.Value);
            LoadPlainly(cache().Store(original, patched, Path.GetFileName(own)), missing.Value);
            Remedied = missing.Value;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw Failure(own, e, null);
        }
    }

    private void LoadPlainly(string path, string? missing)
    {
        try
        {
            load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw Failure(path, e, missing);
        }
    }

    private static NativeLoadException Failure(string path, Exception e, string? missing) => new(
        path,
        e.Message,
        missing is not null
            ? $"The system's libstdc++ lacks {missing} and the patched copy failed too: install GCC 13's libstdc++."
            : "If the file is damaged or of another platform, delete bin and obj and run `dotnet build` on this machine.",
        e);

    [GeneratedRegex(@"GLIBCXX_\d+(\.\d+)*(?=' not found)")]
    private static partial Regex MissingVersion();
}

/// <summary>Patched copies of native libraries, in a folder of the user, found again by the original's SHA-256.</summary>
/// <param name="root">The folder of all copies.</param>
internal sealed class NativeCache(string root)
{
    /// <summary>The cache of the user: <c>$XDG_CACHE_HOME/sandglass/natives</c>, <c>~/.cache</c> by default.</summary>
    public static NativeCache OfTheUser()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache))
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            // A service account may have no home; a known name in the temporary folder could be someone else's.
            cache = home.Length > 0 ? Path.Combine(home, ".cache") : Directory.CreateTempSubdirectory().FullName;
        }
        return new(Path.Combine(cache, "sandglass", "natives"));
    }

    /// <summary>The path of a copy with the patched contents, in a folder named by the original ones; written unless it is there.</summary>
    /// <exception cref="NativeLoadException">The folder cannot be written.</exception>
    public string Store(ReadOnlySpan<byte> original, byte[] patched, string fileName)
    {
        var path = Path.Combine(root, Convert.ToHexStringLower(SHA256.HashData(original)), fileName);
        try
        {
            // Compared in full: what is loaded into the process is never just whatever lies there.
            if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(patched))
            {
                return path;
            }
            WholeFile.Write(path, patched);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NativeLoadException(
                path, e.Message, "Set XDG_CACHE_HOME to a folder that you may write to, or install GCC 13's libstdc++.", e);
        }
    }
}

/// <summary>A native library of libtorch could not be loaded: which file, why, and what to do.</summary>
internal sealed class NativeLoadException : WorkbenchException
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
