namespace Sandglass.Deployment.Onnx;

/// <summary>An ONNX file that cannot be used as asked: the message names the file, what is wrong and what to do.</summary>
internal sealed class OnnxException : WorkbenchException
{
    /// <summary>An error with its one-line message.</summary>
    public OnnxException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its one-line message and the failure behind it.</summary>
    public OnnxException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static OnnxException Damaged(string file, string fault, Exception cause) =>
        new($"{file} is not a whole ONNX file: {fault}; it is damaged or of another format; export or download it again", cause);
}
