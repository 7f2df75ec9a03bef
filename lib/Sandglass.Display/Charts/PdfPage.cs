using Sandglass.Display.Style;
using SkiaSharp;

namespace Sandglass.Display.Charts;

/// <summary>Draws a page of PDF as large as the drawing: lines and letters stay sharp at any size.</summary>
internal static class PdfPage
{
    private const float PointsAPixel = 72f / 96;
    private const float PhotographDpi = 192;
    private const int Lossless = 101;

    /// <summary>The file's bytes, without a date: the same for the same drawing.</summary>
    /// <param name="title">What is drawn.</param>
    /// <param name="width">Width of the layout, pixels.</param>
    /// <param name="height">Height of the layout, pixels.</param>
    /// <param name="draw">Draws it.</param>
    public static byte[] Write(string title, int width, int height, Action<SKCanvas> draw)
    {
        BundledFont.Install();
        using var bytes = new MemoryStream();
        using (var document = SKDocument.CreatePdf(bytes, new SKDocumentPdfMetadata(PhotographDpi, Lossless) { Title = title }))
        {
            var canvas = document.BeginPage(width * PointsAPixel, height * PointsAPixel);
            canvas.Scale(PointsAPixel);
            draw(canvas);
            document.EndPage();
            document.Close();
        }

        return bytes.ToArray();
    }
}
