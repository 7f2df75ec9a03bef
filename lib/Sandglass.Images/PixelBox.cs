namespace Sandglass.Images;

/// <summary>A rectangle of a picture, in pixels.</summary>
internal readonly record struct PixelBox(int Left, int Top, int Width, int Height)
{
    /// <summary>Checks that it has pixels, and only such as a picture of a size has.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has not.</exception>
    public void RequireWithin(int width, int height)
    {
        if (Left < 0 || Top < 0 || Width <= 0 || Height <= 0 || Left > width - Width || Top > height - Height)
        {
            throw new ArgumentOutOfRangeException(null, FormattableString.Invariant($"{this} does not lie in {width} x {height} pixels"));
        }
    }
}
