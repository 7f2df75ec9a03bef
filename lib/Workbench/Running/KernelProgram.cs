using System.Diagnostics;
using NotebookEngine.Kernel;
using NotebookEngine.Kernel.Installation;

namespace Workbench.Running;

/// <summary>How this program is started as a kernel, by a front end and by itself.</summary>
internal static class KernelProgram
{
    public const string WorkerOption = "--worker";

    /// <summary>Installs the absolute path of the built program and of the .NET that it was started with.</summary>
    public static (string Path, bool IsRenewed) Install(KernelSpecFolder folder) => folder.Install(
        [.. Program, "kernel", "run", "--connection-file"], new Dictionary<string, string> { ["DOTNET_ROOT"] = DotNetRoot });

    /// <summary>Runs the kernel in a process of its own and reports if that dies.</summary>
    public static Task<int> SuperviseAsync(string connectionFile, TextWriter error, CancellationToken cancellation)
    {
        var worker = new ProcessStartInfo(Program[0], [.. Program.Skip(1), "kernel", "run", "--connection-file", connectionFile, WorkerOption]);
        Cultures.Allow(worker);
        return new KernelSupervisor(error).RunAsync(worker, cancellation);
    }

    private static string[] Program
    {
        get
        {
            var path = Path.Combine(AppContext.BaseDirectory, "workbench");
            var executable = OperatingSystem.IsWindows() ? $"{path}.exe" : path;
            return File.Exists(executable)
                ? [executable]
                : [Path.Combine(DotNetRoot, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), $"{path}.dll"];
        }
    }

    /// <summary>Versions of the SDK that lie beside the .NET that runs this.</summary>
    public static IReadOnlyList<string> Sdks => Path.Combine(DotNetRoot, "sdk") is var folder && Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder).Select(sdk => Path.GetFileName(sdk)!).Where(name => char.IsAsciiDigit(name[0])).Order(StringComparer.Ordinal)]
        : [];

    // shared/Microsoft.NETCore.App/10.0.x lies three levels below it.
    private static string DotNetRoot =>
        Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
}
