using System.Text.Json;
using NotebookEngine.Gallery;
using NotebookEngine.Notebooks;

namespace NotebookEngine.Tests.Gallery;

/// <summary>A folder for a gallery of small notebooks, gone after the test.</summary>
internal sealed class GalleryFolder : IDisposable
{
    /// <summary>A PNG of one point.</summary>
    public const string Png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    public string Path { get; } = Directory.CreateTempSubdirectory("gallery").FullName;

    public static object Markdown(string source) =>
        new { cell_type = "markdown", id = Guid.NewGuid().ToString("n"), metadata = new { }, source };

    public static object Code(string source, params object[] outputs) =>
        new { cell_type = "code", id = Guid.NewGuid().ToString("n"), metadata = new { }, source, outputs, execution_count = 1 };

    public static object Shown(params (string Type, object Value)[] data) =>
        new { output_type = "display_data", metadata = new { }, data = data.ToDictionary(d => d.Type, d => d.Value) };

    public static GalleryEntry Entry(string name, params object[] cells) =>
        new(name, Notebook.Parse(JsonSerializer.Serialize(new { nbformat = 4, nbformat_minor = 5, metadata = new { }, cells })));

    /// <summary>Writes the gallery.</summary>
    public void Write(params GalleryEntry[] entries) =>
        new NotebookGallery("All of <them>", "body { margin: 0 }", "/* plotly */"u8.ToArray()).Write(Path, entries);

    /// <summary>The page of a notebook with these cells.</summary>
    public string PageOf(params object[] cells)
    {
        Write(Entry("one", cells));
        return Read("one.html");
    }

    public string Read(string name) => File.ReadAllText(System.IO.Path.Combine(Path, name));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
