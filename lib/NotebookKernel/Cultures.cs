using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace NotebookKernel;

/// <summary>
/// The program itself knows no culture, so that its output is the same everywhere. A cell may ask for one, to read a
/// Swedish table say: the processes of the cells have all of them, and the invariant one unless a cell names another.
/// </summary>
internal static class Cultures
{
    private const string Invariant = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    // The versions that .NET itself tries, where a Linux has the library at all; without it .NET would not start.
    private const int Oldest = 50, Newest = 99;

    /// <summary>Lets a process have cultures, if this machine has them.</summary>
    public static void Allow(ProcessStartInfo process)
    {
        if (AreHere())
        {
            process.Environment[Invariant] = "0";
        }
    }

    /// <summary>Called in such a process, before anything else.</summary>
    public static void StayInvariant()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
    }

    private static bool AreHere() => !OperatingSystem.IsLinux()
        || Enumerable.Range(Oldest, Newest - Oldest + 1).Reverse().Select(version => $"libicuuc.so.{version.ToString(CultureInfo.InvariantCulture)}")
            .Any(name => NativeLibrary.TryLoad(name, out _));
}
