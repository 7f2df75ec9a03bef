namespace Sandglass.Detection.Data;

/// <summary>
/// Random changes to training pictures and their boxes, in this order, as SSD makes them (Liu and others 2016, section 2.2
/// and 3.6): colours, expansion, crop, mirror.
/// </summary>
/// <param name="DistortColours">
/// Brightness by up to 32 of 255, contrast 0.5 to 1.5, and in colour pictures saturation 0.5 to 1.5, hue by up to 18
/// degrees and the order of the channels: each half the time, contrast before or after saturation and hue. Values stay in
/// 0 to 255 after each, as in the original; the Python code that most use lets them go.
/// </param>
/// <param name="LargestExpansion">
/// Half the time the picture is put into one 1 to so many times as wide and high, of the mean colour; 1 for never. SSD
/// has 4.
/// </param>
/// <param name="Crop">
/// The whole picture, or a random part (each side 0.3 to 1 of the picture's, the ratio of both between 0.5 and 2) that
/// overlaps some object by at least 0.1, 0.3, 0.7 or 0.9 as intersection over union, or by any amount: each of the six
/// equally likely, and drawn again if 50 parts fail. Objects whose centre is outside are dropped, the boxes of the
/// others are cut off. The paper has 0.5 among them too, the code of this paper's authors has not.
/// </param>
/// <param name="Mirror">Left and right are exchanged half the time.</param>
internal sealed record DetectionAugmentation(bool DistortColours, double LargestExpansion, bool Crop, bool Mirror)
{
    /// <summary>Pictures as they are.</summary>
    public static DetectionAugmentation None { get; } = new(false, 1, false, false);

    /// <summary>All of it, as SSD does for VOC.</summary>
    public static DetectionAugmentation Ssd { get; } = new(true, 4, true, true);
}
