using NotebookEngine.Kernel.Protocol;
using WholeFiles;

namespace NotebookEngine.Kernel.Installation;

/// <summary>The kernels of one Jupyter data folder.</summary>
internal sealed class KernelSpecFolder
{
    private const string FileName = "kernel.json";
    private static readonly string[] Names = [KernelSpec.SharedName, KernelSpec.OwnName];

    private readonly string _kernels;

    /// <param name="data">The data folder, such as <c>~/.local/share/jupyter</c>.</param>
    internal KernelSpecFolder(string data) => _kernels = Path.Combine(data, "kernels");

    /// <summary>That of this process's user.</summary>
    public static KernelSpecFolder User => new(JupyterPaths.Current.UserData);

    /// <summary>The folders of our kernels on this machine, as far as they are known without asking Jupyter.</summary>
    public static IReadOnlyList<string> AllInstalled =>
        [.. JupyterPaths.Current.AllData.Distinct().SelectMany(data => new KernelSpecFolder(data).Installed)];

    /// <summary>The folders of our kernels that are installed here.</summary>
    internal IReadOnlyList<string> Installed =>
        [.. Names.Where(IsOurs).Select(name => Path.Combine(_kernels, name))];

    /// <summary>That of a Python installation or environment.</summary>
    public static KernelSpecFolder InPrefix(string prefix) => new(JupyterPaths.InPrefix(prefix));

    /// <summary>Installs the kernel or renews it, under the notebooks' name unless another kernel on this machine has it.</summary>
    /// <param name="arguments">The program, by its absolute path, and its arguments before the connection file.</param>
    /// <param name="environment">Variables that the program needs.</param>
    /// <returns>The file that was written, and whether it took the place of one of ours.</returns>
    /// <exception cref="KernelException">The name is another's.</exception>
    public (string Path, bool IsRenewed) Install(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment) =>
        Install(new KernelSpec(arguments, environment), JupyterPaths.Current.AllData);

    /// <inheritdoc cref="Install(IReadOnlyList{string}, IReadOnlyDictionary{string, string})"/>
    internal (string Path, bool IsRenewed) Install(KernelSpec spec, IEnumerable<string> otherData)
    {
        var isTaken = otherData.Select(other => new KernelSpecFolder(other)).Prepend(this)
            .Any(folder => folder.IsOthers(KernelSpec.SharedName));
        var name = isTaken ? KernelSpec.OwnName : KernelSpec.SharedName;
        var path = PathOf(name);
        if (IsOthers(name))
        {
            throw new KernelException($"{path} belongs to another kernel; remove that one, or install with --prefix elsewhere");
        }

        var isRenewed = File.Exists(path);
        WholeFile.Write(path, spec.ToJson());
        return (path, isRenewed);
    }

    /// <summary>Removes our kernels, and says which folders they were in.</summary>
    public IReadOnlyList<string> Remove()
    {
        var installed = Installed;
        foreach (var folder in installed)
        {
            File.Delete(Path.Combine(folder, FileName));
            if (!Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        }

        return installed;
    }

    private string PathOf(string name) => Path.Combine(_kernels, name, FileName);

    private bool IsOurs(string name) => File.Exists(PathOf(name)) && KernelSpec.IsOurs(PathOf(name));

    private bool IsOthers(string name) => File.Exists(PathOf(name)) && !KernelSpec.IsOurs(PathOf(name));
}

/// <summary>Where Jupyter looks for kernels (jupyter-core, "Common directories and file locations").</summary>
/// <param name="environment">Reads an environment variable.</param>
internal sealed class JupyterPaths(Func<string, string?> environment)
{
    private static readonly string[] EnvironmentPrefixes = ["VIRTUAL_ENV", "CONDA_PREFIX"];
    private static readonly string[] SystemData = ["/usr/local/share/jupyter", "/usr/share/jupyter"];

    /// <summary>The paths of this process's user.</summary>
    public static JupyterPaths Current { get; } = new(Environment.GetEnvironmentVariable);

    /// <summary>The user's own data folder: <c>JUPYTER_DATA_DIR</c>, else that of the platform.</summary>
    public string UserData
    {
        get
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            if (Given("JUPYTER_DATA_DIR") is { } given)
            {
                return given;
            }

            if (OperatingSystem.IsWindows())
            {
                return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter");
            }

            return OperatingSystem.IsMacOS()
                ? Path.Combine(home, "Library", "Jupyter")
                : Path.Combine(Given("XDG_DATA_HOME") ?? Path.Combine(home, ".local", "share"), "jupyter");
        }
    }

    /// <summary>All data folders of this machine that are known without asking Jupyter, the user's first.</summary>
    public IReadOnlyList<string> AllData =>
    [
        UserData,
        .. (Given("JUPYTER_PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        .. EnvironmentPrefixes.Select(Given).OfType<string>().Select(InPrefix),
        .. OperatingSystem.IsWindows()
            ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "jupyter")]
            : SystemData,
    ];

    /// <summary>The data folder of a Python installation.</summary>
    public static string InPrefix(string prefix) => Path.Combine(Path.GetFullPath(prefix), "share", "jupyter");

    private string? Given(string variable) => environment(variable) is { Length: > 0 } value ? value : null;
}
