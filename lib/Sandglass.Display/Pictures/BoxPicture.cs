using Sandglass.Display.Charts;
using Sandglass.Display.Style;

namespace Sandglass.Display.Pictures;

/// <summary>Pictures side by side with boxes drawn on them: still, because it shows pixels.</summary>
public sealed class BoxPicture
{
    internal BoxPicture(string title, string note, IReadOnlyList<FamilyStyle> legend, IReadOnlyList<PicturePanel> panels) =>
        (Title, Note, Legend, Panels) = (title, note, legend, panels);

    /// <summary>What is drawn.</summary>
    public string Title { get; }

    /// <summary>How to read it.</summary>
    public string Note { get; }

    internal IReadOnlyList<FamilyStyle> Legend { get; }

    internal IReadOnlyList<PicturePanel> Panels { get; }

    /// <summary>The picture as PNG, laid out 900 pixels wide, three panels a row.</summary>
    /// <param name="scale">Pixels of the picture for one of the layout.</param>
    /// <returns>The bytes of the file: the same for the same data on every machine.</returns>
    public byte[] ToPng(int scale = 1)
    {
        var layout = new PictureLayout(this);
        var isGrey = Panels.All(panel => panel.Image.Channels == 1);
        return Picture.ToPng(PictureLayout.Width, layout.Height, scale, layout.Draw, isGrey);
    }

    /// <summary>Writes the PNG at twice the layout's size; the file appears whole or not at all.</summary>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public void SavePng(string path) => WholeFile.Write(path, ToPng(scale: 2));
}
