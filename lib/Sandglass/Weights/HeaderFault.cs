namespace Sandglass.Weights;

/// <summary>What is wrong with a header, before the file's name is put to it.</summary>
internal sealed class HeaderFault(string message) : Exception(message)
{
    internal static void Unless(bool holds, string fault)
    {
        if (!holds)
        {
            throw new HeaderFault(fault);
        }
    }
}
