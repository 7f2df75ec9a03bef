namespace Sandglass.Detection.Data.Voc;

/// <summary>How a picture is stored.</summary>
public enum ImageFormat
{
    /// <summary>JPEG at quality 95.</summary>
    Jpeg,

    /// <summary>PNG, without loss.</summary>
    Png,
}
