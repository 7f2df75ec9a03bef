namespace NotebookEngine.Gallery;

/// <summary>Lists of names, as they stand in code.</summary>
internal static class Words
{
    /// <summary>The words of a text, however they are capitalised.</summary>
    public static HashSet<string> Of(string words) => new(words.Split(' '), StringComparer.OrdinalIgnoreCase);
}
