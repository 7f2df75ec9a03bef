using NotebookEngine.Notebooks;

namespace Workbench.Tests.Notebooks;

/// <summary>The notebooks of the repository.</summary>
internal static class Shipped
{
    public static string Folder => Repository.PathTo("notebooks");

    public static string[] Paths { get; } = [.. Directory.GetFiles(Folder, "*.ipynb").Order(StringComparer.Ordinal)];

    public static TheoryData<string> Names { get; } = [.. Paths.Select(path => Path.GetFileName(path))];

    public static Notebook Read(string name) => Notebook.Read(Path.Combine(Folder, name));

    public static IEnumerable<Cell> Code(this Notebook notebook) => notebook.Cells.Where(cell => cell.Kind == CellKind.Code);

    public static int Lines(this Cell cell) => cell.Source.Split('\n').Count(line => line.Trim().Length > 0);
}
