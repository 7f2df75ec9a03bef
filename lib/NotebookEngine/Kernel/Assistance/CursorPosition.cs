namespace NotebookEngine.Kernel.Assistance;

/// <summary>
/// Jupyter counts a cursor in code points, .NET in UTF-16 units; they differ after a character such as an emoji.
/// </summary>
internal static class CursorPosition
{
    /// <summary>The index in the text; positions outside are moved to its nearest end.</summary>
    public static int ToIndex(string text, int codePoints)
    {
        var index = 0;
        for (var passed = 0; passed < codePoints && index < text.Length; passed++)
        {
            index += char.IsSurrogatePair(text, index) ? 2 : 1;
        }

        return index;
    }

    /// <summary>How many code points lie before the index.</summary>
    public static int FromIndex(string text, int index) =>
        index - Enumerable.Range(0, index).Count(at => char.IsLowSurrogate(text[at]) && at > 0 && char.IsHighSurrogate(text[at - 1]));
}
