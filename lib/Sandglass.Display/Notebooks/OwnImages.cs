using Sandglass.Images;
using Sandglass.Images.Sets;
using Sandglass.Training;

namespace Sandglass;

/// <summary>Images of one's own, and drawn ones, to be given to <c>Train</c> and <c>Run</c>.</summary>
public static class OwnImages
{
    /// <summary>
    /// A folder of JPEG and PNG files, a subfolder a class. Each picture is cut to its centred square, scaled to the side and split
    /// by its class: a tenth for validation, a tenth for the test.
    /// </summary>
    /// <param name="folder">The folder; its own name is part of the data's identity, the path to it is not.</param>
    /// <param name="side">Side of the squares in pixels, 1 to 1,024.</param>
    /// <param name="colour">Three channels instead of one.</param>
    /// <param name="seed">Seed of the split.</param>
    public static DataSource Folder(string folder, int side = 28, bool colour = false, int seed = 1) =>
        new FolderImages(folder, side, colour) { Split = new Data.StratifiedSplit { Seed = seed } };

    /// <summary>
    /// JPEG and PNG files of any size and number, decoded each time: a subfolder a class, or <c>train</c> and <c>val</c> with such
    /// subfolders. Damaged ones are named and left out.
    /// </summary>
    /// <param name="path">The folder, or a file that <c>workbench data cache</c> made of one.</param>
    /// <param name="side">Side of the squares that the network sees, 8 to 1,024 pixels.</param>
    public static DataSource Pictures(string path, int side = 224) => new ImageFiles(path, side);

    /// <summary>
    /// Glyphs of 62 classes (0–9, A–Z, a–z) on textured grounds, in colour; the test asks for fonts that training did not show.
    /// </summary>
    /// <param name="folder">A folder that <c>workbench data glyphs</c> wrote, at any size; null for the repository's, 32×32 pixels.</param>
    public static DataSource Glyphs(string? folder = null) => new GlyphImages(folder);
}
