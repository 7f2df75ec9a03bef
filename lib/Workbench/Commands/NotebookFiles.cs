using System.CommandLine;
using NotebookEngine.Notebooks;
using Sandglass;

namespace Workbench.Commands;

/// <summary>The notebooks that a command is asked for.</summary>
internal static class NotebookFiles
{
    private const string DefaultFolder = "notebooks";
    private const string LessonFolder = "notebooks/lessons";

    public static Argument<string[]> Argument(bool withLessons = false) => new("paths")
    {
        Description = $"notebooks [default: {DefaultFolder}/*.ipynb{(withLessons ? $" and {LessonFolder}/*.ipynb" : "")}]",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>The paths that were given, else those of the repository's notebooks.</summary>
    /// <exception cref="UsageException">There is none, or one that is not there.</exception>
    public static string[] Find(string[]? paths)
    {
        var found = paths is { Length: > 0 } ? paths
            : In(DefaultFolder);
        var missing = found.FirstOrDefault(path => !File.Exists(path));
        return missing is not null ? throw new UsageException($"there is no notebook {missing}")
            : found.Length == 0 ? throw new UsageException("there are no notebooks/*.ipynb here: go to the repository's folder or name notebooks")
            : found;
    }

    /// <summary>The paths that were given, else those of the repository's notebooks and lessons.</summary>
    /// <inheritdoc cref="Find"/>
    public static string[] FindWithLessons(string[]? paths) => paths is { Length: > 0 } ? Find(paths) : [.. Find(paths), .. In(LessonFolder)];

    /// <summary>Reads a notebook.</summary>
    /// <exception cref="WorkbenchException">It is none.</exception>
    public static Notebook Read(string path)
    {
        try
        {
            return Notebook.Read(path);
        }
        catch (NotebookFormatException wrong)
        {
            throw new WorkbenchException(wrong.Message, wrong);
        }
    }

    /// <summary>Does something with one notebook after the other; what is wrong with one keeps none of the others.</summary>
    /// <param name="paths">The paths that were given, or none.</param>
    /// <param name="output">Where a notebook that cannot be read or written has its row.</param>
    /// <param name="act">What is done; it says whether it went well.</param>
    /// <returns>Whether all went well.</returns>
    /// <exception cref="UsageException">There is none, or one that is not there.</exception>
    public static async Task<bool> EachAsync(string[]? paths, TextWriter output, Func<string, Task<bool>> act)
    {
        var isWell = true;
        foreach (var path in Find(paths))
        {
            try
            {
                isWell &= await act(path);
            }
            catch (Exception wrong) when (wrong is WorkbenchException or NotebookFormatException or IOException or UnauthorizedAccessException)
            {
                isWell = false;
                await output.WriteLineAsync(wrong.Message.StartsWith(path, StringComparison.Ordinal) ? wrong.Message : $"{path}: {wrong.Message}");
            }
        }

        return isWell;
    }

    private static string[] In(string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.ipynb").Order(StringComparer.Ordinal)] : [];

    /// <summary>Reads a notebook of C# alone.</summary>
    /// <exception cref="NotebookFormatException">It is none, or has cells of another language.</exception>
    public static Notebook ReadCSharp(string path)
    {
        var notebook = Notebook.Read(path);
        notebook.RequireCSharp();
        return notebook;
    }
}
