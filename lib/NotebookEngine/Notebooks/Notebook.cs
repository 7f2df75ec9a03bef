using System.Globalization;
using System.Text.Json.Nodes;
using WholeFiles;

namespace NotebookEngine.Notebooks;

/// <summary>A notebook of format 4.5.</summary>
internal sealed record Notebook
{
    /// <summary>The field of the metadata that says which lesson a student's notebook was made from.</summary>
    internal const string LessonField = "lesson";

    internal Notebook(IReadOnlyList<Cell> cells, JsonObject fields) => (Cells, Fields) = (cells, fields);

    /// <summary>Its cells, from top to bottom.</summary>
    internal IReadOnlyList<Cell> Cells { get; init; }

    /// <summary>All but the cells, as read, so that unknown fields are kept. Not to be changed.</summary>
    internal JsonObject Fields { get; }

    /// <summary>Reads a notebook from a file.</summary>
    /// <exception cref="NotebookFormatException">It is none, or larger than a notebook may be.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Notebook Read(string path) => Named(path, NotebookReader.Parse);

    /// <summary>Reads a <c>.dib</c>, the notebook of Polyglot Notebooks, as a clean notebook without outputs.</summary>
    /// <exception cref="NotebookFormatException">It has parts of another language, or is larger than a notebook may be.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Notebook Import(string path) => Named(path, DibReader.Parse);

    /// <summary>Reads a notebook from its text.</summary>
    /// <exception cref="NotebookFormatException">It is none, or larger than a notebook may be.</exception>
    internal static Notebook Parse(string json) => NotebookReader.Parse(json);

    /// <summary>Refuses a notebook with cells of another language, before they are run or relabelled as C#.</summary>
    /// <exception cref="NotebookFormatException">Cells are not C#; the message names them.</exception>
    public void RequireCSharp()
    {
        if (CellLanguage.DescribeForeign(this) is { } foreign)
        {
            throw new NotebookFormatException(foreign);
        }
    }

    /// <summary>What <see cref="Clean"/> would change in a file, one line a place; none if it is clean.</summary>
    /// <exception cref="NotebookFormatException">It is not a notebook, or not one of C# alone.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<string> FindUnclean(string path) => Named(path, NotebookCleaner.Check);

    /// <summary>The notebook without what front ends leave behind in its metadata; sources and outputs stay.</summary>
    /// <exception cref="NotebookFormatException">Cells are not C#.</exception>
    public Notebook Clean() => NotebookCleaner.Clean(this);

    /// <summary>The text of the file: the same bytes as Jupyter's own writer gives.</summary>
    internal string Write() => NotebookWriter.Write(this);

    /// <summary>Writes the file as a whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => WholeFile.Write(path, Write());

    private static T Named<T>(string path, Func<string, T> parse)
    {
        try
        {
            return parse(BoundedFile.ReadText(path, NotebookReader.MaximumBytes));
        }
        catch (FileTooLongException wrong)
        {
            throw new NotebookFormatException($"{path}: over {NotebookReader.MaximumBytes >> 20} MB; clear the outputs of large cells", wrong);
        }
        catch (NotebookFormatException wrong)
        {
            throw new NotebookFormatException($"{path}: {wrong.Message}", wrong);
        }
    }
}

/// <summary>A file is not a notebook that can be read; the message says why, in one line.</summary>
internal sealed class NotebookFormatException(string message, Exception? innerException = null)
    : Exception(OneLine(message), innerException)
{
    // What stands in a file from anyone may move a terminal's cursor or turn its letters round.
    private static string OneLine(string message) =>
        string.Concat(message.Select(letter => char.IsControl(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.LineSeparator ? ' ' : letter));
}
