using Sandglass.Data;

namespace Sandglass.Studies;

/// <summary>The studies that were recorded once and travel with the repository, in <c>data/studies</c>.</summary>
public static class RecordedStudy
{
    private const string ComparisonFile = "comparison.csv";

    /// <summary>The rows of a recorded comparison; none where it was not recorded.</summary>
    /// <param name="name">Name of the study's folder, such as <c>blocks-standard</c>.</param>
    /// <param name="data">The data folder; null finds the repository's.</param>
    /// <exception cref="WorkbenchException">The file cannot be read, or there is no data folder.</exception>
    public static IReadOnlyList<ComparisonRow> Comparison(string name, string? data = null)
    {
        var path = Path.Combine(data ?? DataDirectory.Find(), "studies", name, ComparisonFile);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            return ComparisonTable.FromCsv(File.ReadAllText(path));
        }
        catch (Exception wrong) when (wrong is FormatException or IOException)
        {
            throw new WorkbenchException($"{path} cannot be read ({wrong.Message}); check it out again", wrong);
        }
    }
}
