using System.Security.Cryptography;

namespace Sandglass.Runtime;

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
            // A service account may have no home; a folder in /tmp with a known name could be someone else's.
            cache = home.Length > 0 ? Path.Combine(home, ".cache") : Directory.CreateTempSubdirectory().FullName;
        }
        return new(Path.Combine(cache, "sandglass", "natives"));
    }

    /// <summary>The path of a copy with these contents, written unless it is there.</summary>
    /// <param name="original">The bytes of the library as shipped: they name the folder.</param>
    /// <param name="patched">The bytes that the copy holds.</param>
    /// <param name="fileName">The copy's file name.</param>
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
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var temporary = $"{path}.{Guid.NewGuid():N}";
            File.WriteAllBytes(temporary, patched);
            File.Move(temporary, path, overwrite: true); // atomic: another process sees the old file or the new one
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NativeLoadException(
                path, e.Message, "Set XDG_CACHE_HOME to a folder that you may write to, or install GCC 13's libstdc++.", e);
        }
    }
}
