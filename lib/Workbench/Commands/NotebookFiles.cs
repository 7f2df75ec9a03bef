using System.CommandLine;
using NotebookEngine.Notebooks;
using Sandglass;

namespace Workbench.Commands;

/// <summary>The notebooks that a command is asked for.</summary>
internal static class NotebookFiles
{
    private const string DefaultFolder = "notebooks";

    public static Argument<string[]> Argument() => new("paths")
    {
        Description = "notebooks [default: notebooks/*.ipynb]",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>The paths that were given, else those of the repository's notebooks.</summary>
    /// <exception cref="UsageException">There is none, or one that is not there.</exception>
    public static string[] Find(string[]? paths)
    {
        var found = paths is { Length: > 0 } ? paths
            : Directory.Exists(DefaultFolder) ? [.. Directory.GetFiles(DefaultFolder, "*.ipynb").Order(StringComparer.Ordinal)]
            : [];
        var missing = found.FirstOrDefault(path => !File.Exists(path));
        return missing is not null ? throw new UsageException($"there is no notebook {missing}")
            : found.Length == 0 ? throw new UsageException("there are no notebooks/*.ipynb here: go to the repository's folder or name notebooks")
            : found;
    }

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

    /// <summary>Reads notebooks of C# alone; all of them, before anything is done with the first.</summary>
    /// <exception cref="WorkbenchException">One is none, or has cells of another language.</exception>
    public static (string Path, Notebook Notebook)[] ReadCSharp(string[]? paths)
    {
        var read = Find(paths).Select(path => (path, Read(path))).ToArray();
        foreach (var (path, notebook) in read)
        {
            try
            {
                notebook.RequireCSharp();
            }
            catch (NotebookFormatException foreign)
            {
                throw new WorkbenchException($"{path}: {foreign.Message}", foreign);
            }
        }

        return read;
    }
}
