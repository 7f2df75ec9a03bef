namespace Sandglass.Display.Figures;

/// <summary>Short words for the parts of a network along its depth.</summary>
internal static class BlockWords
{
    /// <summary>Label of an axis of blocks.</summary>
    public const string Label = "Block (stage.block)";

    /// <summary>Such as <c>2.1</c> for <c>stage2.block1.out</c>, <c>stem</c> for <c>stem.out</c>.</summary>
    public static string Of(string place) => place.Split('.') is [var stage, var block, ..]
        && stage.StartsWith("stage", StringComparison.Ordinal) && block.StartsWith("block", StringComparison.Ordinal)
        ? $"{stage[5..]}.{block[5..]}"
        : place.Split('.')[0] is "classifier" ? "fc" : place.Split('.')[0];
}
