namespace Sandglass.Images.Tests;

/// <summary>A folder of pictures that differ, a subfolder a class.</summary>
internal sealed class PictureFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PictureFolder(int aClass = 6)
    {
        foreach (var (at, name) in new[] { "dog", "Cat", "bird" }.Index())
        {
            for (var i = 0; i < aClass; i++)
            {
                Add(name, $"{i}{(i % 2 == 0 ? ".png" : ".JPG")}", 20 + i, 18 + at, (byte)((60 * at) + (7 * i)));
            }
        }
    }

    public string Path => _folder["pets"];

    public string this[params string[] names] => _folder[["pets", .. names]];

    public void Dispose() => _folder.Dispose();

    /// <summary>Writes a picture in red of a level, with a stripe of its own.</summary>
    public void Add(string name, string file, int width, int height, byte level)
    {
        var pixels = new byte[3 * width * height];
        for (var i = 0; i < pixels.Length; i += 3)
        {
            pixels[i] = (byte)(i / 3 % width < width / 2 ? level : 255 - level);
        }

        Write(ImageFile.Write(new PixelImage(width, height, 3, pixels), file.EndsWith(".png", StringComparison.Ordinal) ? ImageFormat.Png : ImageFormat.Jpeg), name, file);
    }

    public void Write(byte[] bytes, params string[] names)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[names])!);
        File.WriteAllBytes(this[names], bytes);
    }
}
