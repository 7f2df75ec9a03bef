using CsCheck;
using Sandglass.Detection.Boxes;

namespace Sandglass.Detection.Tests.Boxes;

/// <summary>Boxes to try things on, as shares of an image; on a coarse grid many touch, coincide or tie.</summary>
internal static class RandomBoxes
{
    /// <summary>Boxes of positive width and height that lie inside the image.</summary>
    public static Gen<Box> Inside { get; } =
        Gen.Select(Gen.Float[0f, 0.97f], Gen.Float[0f, 0.97f], Gen.Float[0.02f, 1f], Gen.Float[0.02f, 1f]).Select((x, y, w, h) =>
            new Box(x, y, Math.Min(1, x + w), Math.Min(1, y + h)));

    /// <summary>Boxes on a grid of eighths.</summary>
    public static Gen<Box> OnGrid { get; } =
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 7], Gen.Int[1, 8], Gen.Int[1, 8]).Select((x, y, w, h) =>
            new Box(x / 8f, y / 8f, Math.Min(8, x + w) / 8f, Math.Min(8, y + h) / 8f));

    /// <summary>Either, mixed.</summary>
    public static Gen<Box> Any { get; } = Gen.OneOf(Inside, OnGrid);
}
