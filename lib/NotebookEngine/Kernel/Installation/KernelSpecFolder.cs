namespace NotebookEngine.Kernel.Installation;

/// <summary>The kernels of one Jupyter data folder.</summary>
/// <param name="data">The data folder, such as <c>~/.local/share/jupyter</c>.</param>
public sealed class KernelSpecFolder(string data)
{
    private const string FileName = "kernel.json";
    private static readonly string[] Names = [KernelSpec.SharedName, KernelSpec.OwnName];

    private readonly string _kernels = Path.Combine(data, "kernels");

    /// <summary>The folders of our kernels that are installed here.</summary>
    public IReadOnlyList<string> Installed =>
        [.. Names.Where(IsOurs).Select(name => Path.Combine(_kernels, name))];

    /// <summary>Installs the kernel, under the notebooks' name unless another kernel has it here or in a folder given.</summary>
    /// <param name="spec">What to write.</param>
    /// <param name="otherData">The other data folders that Jupyter reads.</param>
    /// <param name="replace">Whether one of ours may be there already.</param>
    /// <returns>The file that was written.</returns>
    /// <exception cref="KernelException">It is installed already, or the name is another's.</exception>
    public string Install(KernelSpec spec, IEnumerable<string> otherData, bool replace)
    {
        var isTaken = otherData.Select(other => new KernelSpecFolder(other)).Prepend(this)
            .Any(folder => folder.IsOthers(KernelSpec.SharedName));
        var name = isTaken ? KernelSpec.OwnName : KernelSpec.SharedName;
        var path = PathOf(name);
        if (IsOthers(name))
        {
            throw new KernelException($"{path} belongs to another kernel; remove that one, or install with --prefix elsewhere");
        }

        if (File.Exists(path) && !replace)
        {
            throw new KernelException($"{path} is installed already; replace it with --force");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        File.WriteAllText(unfinished, spec.ToJson());
        File.Move(unfinished, path, overwrite: true);
        return path;
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
