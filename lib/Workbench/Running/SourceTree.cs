namespace Workbench.Running;

/// <summary>The checkout that this program was built from.</summary>
internal static class SourceTree
{
    // What a program is built from, from the top of the checkout.
    private static readonly string[] Sources = [":/lib", ":/*.props", ":/global.json"];

    /// <summary>Whether its sources are as in a commit; null where git cannot tell.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="folder">A folder of the checkout; null: the program's own.</param>
    public static bool? IsAsIn(string commit, string? folder = null) =>
        Git(folder, ["diff", "--name-only", commit, "--", .. Sources]) is { } changed && Git(folder, ["ls-files", "--others", "--exclude-standard", "--", .. Sources]) is { } added
            ? changed.Length + added.Length == 0
            : null;

    private static string? Git(string? folder, IEnumerable<string> arguments) =>
        OtherProgram.Run("git", arguments, folder ?? AppContext.BaseDirectory) is { ExitCode: 0 } ended ? ended.Output : null;
}
