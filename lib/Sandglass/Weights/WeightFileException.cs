namespace Sandglass.Weights;

/// <summary>
/// A file of weights that cannot be used as asked: the message names the file, what is wrong and what to do.
/// </summary>
internal sealed class WeightFileException : WorkbenchException
{
    /// <summary>An error with its one-line message.</summary>
    public WeightFileException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its one-line message and the failure behind it.</summary>
    public WeightFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static WeightFileException Damaged(string file, string fault, Exception? cause = null)
    {
        var message = $"{file} is not a whole safetensors file: {fault}; it is damaged or of another format; save or download it again";
        return cause is null ? new WeightFileException(message) : new WeightFileException(message, cause);
    }
}
