namespace Sandglass.Runtime;

/// <summary>
/// Ends a long call when the notebook's cell that began it is interrupted, whoever made the call and whether or not it was
/// given a token. A notebook's kernel says under <see cref="Name"/> which token the calling code runs under.
/// </summary>
internal static class Interruption
{
    /// <summary>The name in <see cref="AppContext"/> under which a kernel keeps a function that returns the token.</summary>
    public const string Name = "Notebook.Cancellation";

    /// <summary>To be called once a step by whatever takes long.</summary>
    /// <param name="given">The token that the call was given, if any.</param>
    /// <exception cref="OperationCanceledException">The call was told to stop, or the cell was interrupted.</exception>
    public static void Check(CancellationToken given = default)
    {
        given.ThrowIfCancellationRequested();
        if (AppContext.GetData(Name) is Func<CancellationToken> ofCell)
        {
            ofCell().ThrowIfCancellationRequested();
        }
    }
}
