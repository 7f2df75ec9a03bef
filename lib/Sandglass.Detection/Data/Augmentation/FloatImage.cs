namespace Sandglass.Detection.Data.Augmentation;

/// <summary>A picture of numbers from 0 to 255, row by row, the channels of a pixel side by side.</summary>
internal sealed class FloatImage(int width, int height, int channels, float[] values)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    public int Channels { get; } = channels;

    public float[] Values { get; } = values;

    public static FloatImage Of(PixelImage image)
    {
        var values = new float[image.Pixels.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = image.Pixels[i];
        }
        return new FloatImage(image.Width, image.Height, image.Channels, values);
    }
}
