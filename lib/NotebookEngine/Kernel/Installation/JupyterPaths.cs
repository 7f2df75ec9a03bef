namespace NotebookEngine.Kernel.Installation;

/// <summary>Where Jupyter looks for kernels (jupyter-core, "Common directories and file locations").</summary>
/// <param name="environment">Reads an environment variable.</param>
public sealed class JupyterPaths(Func<string, string?> environment)
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
