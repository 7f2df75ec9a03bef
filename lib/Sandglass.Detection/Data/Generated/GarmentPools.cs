using Sandglass.Data;

namespace Sandglass.Detection.Data.Generated;

/// <summary>The garments of the three splits of Fashion-MNIST.</summary>
internal sealed record GarmentPools(GarmentPool Training, GarmentPool Validation, GarmentPool Test)
{
    /// <summary>Cuts out all garments.</summary>
    /// <param name="dataDirectory">Folder of Fashion-MNIST's files; by default the committed subset.</param>
    /// <exception cref="WorkbenchException">Fashion-MNIST is not there or damaged.</exception>
    public static GarmentPools Load(string? dataDirectory)
    {
        using var pictures = FashionMnist.Load(dataDirectory);
        return new GarmentPools(GarmentPool.Of(pictures.Training), GarmentPool.Of(pictures.Validation), GarmentPool.Of(pictures.Test));
    }
}
