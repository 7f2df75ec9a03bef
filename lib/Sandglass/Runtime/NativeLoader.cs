using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Sandglass.Runtime;

/// <summary>
/// Loads libtorch and TorchSharp's library before TorchSharp looks for them: its own search ends by asking for the
/// bare name, and the system's loader then answers with the one that is already there.
/// </summary>
/// <param name="load">How a file is loaded; throws <see cref="DllNotFoundException"/> with the loader's words.</param>
/// <param name="cache">Where patched copies go.</param>
internal sealed partial class NativeLoader(Action<string> load, NativeCache cache)
{
    /// <summary>A loader for this process.</summary>
    public NativeLoader()
        : this(path => NativeLibrary.Load(path), NativeCache.OfTheUser())
    {
    }

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
            LoadPlainly(cache.Store(original, patched, Path.GetFileName(own)), missing.Value);
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
