namespace Sandglass;

/// <summary>Says of a file's content what is wrong with it; whoever reads the file adds its name and what to do.</summary>
internal static class Damage
{
    /// <exception cref="FormatException">It does not hold.</exception>
    internal static void Unless(bool holds, string fault)
    {
        if (!holds)
        {
            throw new FormatException(fault);
        }
    }
}
