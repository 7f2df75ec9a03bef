using Sandglass.Images;

namespace Sandglass.Detection.Tests.Data;

/// <summary>A devkit of a few pictures, in the format of the published ones.</summary>
internal sealed class SmallDevkit : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public string this[params string[] names] => _folder[["VOCdevkit", .. names]];

    public void Dispose() => _folder.Dispose();

    /// <summary>Writes an annotation as VOC 2007 has it, and a picture of its size.</summary>
    public void Add(string year, string id, string objects, int width = 50, int height = 40)
    {
        WriteAnnotation(year, id, $"""
            <annotation>
            	<folder>{year}</folder>
            	<filename>{id}.jpg</filename>
            	<source>
            		<database>The {year} Database</database>
            		<annotation>PASCAL {year}</annotation>
            		<image>flickr</image>
            		<flickrid>341012865</flickrid>
            	</source>
            	<owner>
            		<flickrid>Fried Camels</flickrid>
            		<name>Jinky the Fruit Bat</name>
            	</owner>
            	<size>
            		<width>{width}</width>
            		<height>{height}</height>
            		<depth>3</depth>
            	</size>
            	<segmented>0</segmented>
            {objects}
            </annotation>

            """);
        AddPicture(year, id, width, height);
    }

    public void WriteAnnotation(string year, string id, string text) => Write(text, year, "Annotations", id + ".xml");

    public void AddPicture(string year, string id, int width, int height, ImageFormat format = ImageFormat.Jpeg)
    {
        var pixels = new byte[width * height * 3];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(i / 3 % width * 255 / width); // smooth, so that JPEG keeps it
        }
        var path = this[year, "JPEGImages", id + ImageFile.Extension(format)];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, ImageFile.Write(new PixelImage(width, height, 3, pixels), format));
    }

    public void List(string year, string name, params string[] lines) =>
        Write(string.Concat(lines.Select(line => line + "\n")), year, "ImageSets", "Main", name + ".txt");

    public static string Object(string name, string box, int difficult = 0, string more = "") => $"""
        	<object>
        		<name>{name}</name>
        		<pose>Left</pose>
        		<truncated>1</truncated>
        		<difficult>{difficult}</difficult>
        		{box}{more}
        	</object>
        """;

    public static string Box(object xmin, object ymin, object xmax, object ymax) => FormattableString.Invariant(
        $"<bndbox><xmin>{xmin}</xmin><ymin>{ymin}</ymin><xmax>{xmax}</xmax><ymax>{ymax}</ymax></bndbox>");

    private void Write(string text, params string[] names)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[names])!);
        File.WriteAllText(this[names], text);
    }
}
