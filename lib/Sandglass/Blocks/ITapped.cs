namespace Sandglass.Blocks;

/// <summary>A module that can show its tensors.</summary>
internal interface ITapped
{
    /// <summary>Who sees its places; null: nobody.</summary>
    ITap? Tap { get; }

    /// <summary>Shows the places of this module, and of those within it, from the next pass on.</summary>
    /// <param name="tap">Who sees them; null: nobody.</param>
    /// <param name="name">Dotted name of this module; empty for the root.</param>
    void Attach(ITap? tap, string name);
}
