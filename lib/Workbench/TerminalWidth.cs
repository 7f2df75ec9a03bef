namespace Workbench;

/// <summary>How wide a text may be.</summary>
internal static class TerminalWidth
{
    /// <summary>For a file, a pipe or a page.</summary>
    public const int Usual = 100;

    private const int Narrowest = 40;

    /// <summary>The terminal's width where the output is one.</summary>
    /// <param name="output">Where the text goes.</param>
    public static int Of(TextWriter output)
    {
        try
        {
            return output is LastingWriter && !Console.IsOutputRedirected && Console.WindowWidth is > 0 and var width ? Math.Max(Narrowest, width) : Usual;
        }
        catch (IOException)
        {
            return Usual; // what calls itself a terminal and has no size
        }
    }
}
