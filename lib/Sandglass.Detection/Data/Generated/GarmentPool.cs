using System.Runtime.InteropServices;
using Sandglass.Data;

namespace Sandglass.Detection.Data.Generated;

/// <summary>The garments of one split, cut out.</summary>
internal sealed class GarmentPool
{
    private GarmentPool(IReadOnlyList<string> classes, IReadOnlyList<Cutout> garments) => (Classes, Garments) = (classes, garments);

    public IReadOnlyList<string> Classes { get; }

    public IReadOnlyList<Cutout> Garments { get; }

    /// <summary>Cuts out every garment of a split of grey square pictures.</summary>
    /// <exception cref="DataFormatException">The pictures are not grey and square, or show nothing.</exception>
    public static GarmentPool Of(ImageDataset pictures)
    {
        if (pictures.Channels != 1 || pictures.Width != pictures.Height)
        {
            throw new DataFormatException($"{pictures.Name}: scenes are made of grey square pictures, and these are {pictures.Width} x {pictures.Height} with {pictures.Channels} channels.");
        }
        var greys = pictures.Images.bytes;
        var labels = MemoryMarshal.Cast<byte, long>(pictures.Labels.bytes);
        var size = pictures.Width * pictures.Height;
        var garments = new List<Cutout>(pictures.Count);
        for (var i = 0; i < pictures.Count; i++)
        {
            if (Cutout.Of((int)labels[i], greys.Slice(i * size, size), pictures.Width) is { } garment)
            {
                garments.Add(garment);
            }
        }
        return garments.Count > 0
            ? new GarmentPool([.. pictures.ClassNames.Select(VocName)], garments)
            : throw new DataFormatException($"{pictures.Name}: all pictures are black; use others.");
    }

    // Class names become file names in a devkit: `T-shirt/top` is `t-shirt` there, `Ankle boot` is `ankle-boot`.
    private static string VocName(string name) => name.Split('/')[0].Replace(' ', '-').ToLowerInvariant();
}
