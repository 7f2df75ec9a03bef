using Sandglass.Images;

namespace Workbench.Tests.Running;

/// <summary>A folder of pictures that anything learns to tell apart.</summary>
internal static class Shades
{
    /// <summary>Twenty dark and twenty light pictures of 16 x 16.</summary>
    public static void Write(string folder)
    {
        foreach (var (name, shade) in new[] { ("dark", 40), ("light", 200) })
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
            for (var i = 0; i < 20; i++)
            {
                byte[] pixels = [.. Enumerable.Range(0, 16 * 16).Select(at => (byte)(shade + ((at + (7 * i)) % 30)))];
                File.WriteAllBytes(Path.Combine(folder, name, $"{i}.png"), ImageFile.Write(new PixelImage(16, 16, 1, pixels), ImageFormat.Png));
            }
        }
    }
}
