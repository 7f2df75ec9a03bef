using Sandglass.Runtime;

namespace Sandglass.Tests.Runtime;

/// <summary>TorchSharp's library as it was shipped; the tests only read it.</summary>
internal static class ShippedLibrary
{
    public const string Version = "GLIBCXX_3.4.32";

    public static readonly bool IsElf = OperatingSystem.IsLinux();

    public static readonly string Path = Locate();

    public static byte[] Read() => File.ReadAllBytes(Path);

    private static string Locate()
    {
        var libraries = NativeLibraries.OfThisMachine();
        return libraries.Locate(libraries.Folders())[^1];
    }
}
