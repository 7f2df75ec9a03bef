using System.Text.Json.Nodes;

namespace NotebookEngine.Notebooks;

/// <summary>A notebook of format 4.5.</summary>
/// <param name="Cells">Its cells, from top to bottom.</param>
/// <param name="Fields">All but the cells, as read, so that unknown fields are kept. Not to be changed.</param>
public sealed record Notebook(IReadOnlyList<Cell> Cells, JsonObject Fields)
{
    /// <summary>Reads a notebook from a file.</summary>
    /// <exception cref="NotebookFormatException">It is none, or larger than a notebook may be.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Notebook Read(string path)
    {
        if (new FileInfo(path).Length > NotebookReader.MaximumBytes)
        {
            throw new NotebookFormatException($"{path}: over {NotebookReader.MaximumBytes >> 20} MB; clear the outputs of large cells");
        }

        try
        {
            return NotebookReader.Parse(File.ReadAllText(path));
        }
        catch (NotebookFormatException wrong)
        {
            throw new NotebookFormatException($"{path}: {wrong.Message}", wrong);
        }
    }

    /// <summary>Reads a notebook from its text.</summary>
    /// <exception cref="NotebookFormatException">It is none, or larger than a notebook may be.</exception>
    public static Notebook Parse(string json) => NotebookReader.Parse(json);

    /// <summary>The text of the file: the same bytes as Jupyter's own writer gives.</summary>
    public string Write() => NotebookWriter.Write(this);

    /// <summary>Writes the file as a whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            File.WriteAllText(temporary, Write());
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
