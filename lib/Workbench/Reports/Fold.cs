namespace Workbench.Reports;

/// <summary>Text in lines of a width.</summary>
internal static class Fold
{
    /// <summary>The lines of a text; its own line ends stay.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">Characters of the longest line.</param>
    public static IEnumerable<string> Lines(string text, int width) => text.ReplaceLineEndings("\n").Split('\n').SelectMany(line => Folded(line, width));

    // After a blank, else after a sign that parts a name, else anywhere.
    private static IEnumerable<string> Folded(string line, int width)
    {
        var rest = line;
        while (rest.Length > width)
        {
            var at = rest.LastIndexOf(' ', width);
            at = at > 0 ? at : rest.AsSpan(0, width).LastIndexOfAny('.', '-', '/') + 1;
            at = at > 0 ? at : width;
            yield return rest[..at].TrimEnd();
            rest = rest[at..].TrimStart();
        }

        yield return rest;
    }
}
