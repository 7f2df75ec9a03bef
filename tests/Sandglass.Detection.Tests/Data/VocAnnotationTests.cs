using Sandglass.Data;
using Sandglass.Detection.Data.Voc;

namespace Sandglass.Detection.Tests.Data;

/// <summary>Annotations from elsewhere that are not what they should be.</summary>
public sealed class VocAnnotationTests : IDisposable
{
    private const string Size = "<size><width>50</width><height>40</height><depth>3</depth></size>";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "line 0")]
    [InlineData("<annotation>", "line 1")]
    [InlineData("not xml", "line 1")]
    [InlineData("<scene/>", "<annotation>")]
    [InlineData("<annotation/>", "<size>")]
    [InlineData("<annotation><size><width>50</width></size></annotation>", "<height>")]
    [InlineData("<annotation><size><width>0</width><height>4</height></size></annotation>", "<width>")]
    [InlineData("<annotation><size><width>1e9</width><height>4</height></size></annotation>", "<width>")]
    [InlineData("<annotation>" + Size + "<object/></annotation>", "object 1")]
    [InlineData("<annotation>" + Size + "<object><name>dog</name></object></annotation>", "<bndbox>")]
    [InlineData("<annotation>" + Size + "<object><name>dog</name><bndbox><xmin>1</xmin></bndbox></object></annotation>", "<ymin>")]
    [InlineData("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><annotation>&e;</annotation>", "DTD")]
    public void Malformed_files_are_refused_in_one_line(string text, string named)
    {
        var message = Fails(text);
        Assert.Contains(named, message);
        Assert.Contains("1.xml", message);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData(1, 1, 9, "x")]
    [InlineData(1, 1, 9, "NaN")]
    [InlineData(1, 1, 9, "1e99")]
    [InlineData(9, 1, 2, "9")]
    [InlineData(1, 9, 9, "3")]
    [InlineData(51, 1, 60, "9")]
    [InlineData(-9, 1, 0, "9")]
    public void Boxes_without_a_pixel_inside_are_refused(int xmin, int ymin, int xmax, string ymax)
    {
        var box = SmallDevkit.Object("dog", SmallDevkit.Box(xmin, ymin, xmax, ymax));
        Assert.Contains("object 1", Fails($"<annotation>{Size}{box}</annotation>"));
    }

    [Fact]
    public void A_flag_is_0_or_1() =>
        Assert.Contains("difficult", Fails($"<annotation>{Size}{SmallDevkit.Object("dog", SmallDevkit.Box(1, 1, 9, 9), difficult: 2)}</annotation>"));

    [Fact]
    public void One_pixel_is_a_box()
    {
        var annotation = Read($"<annotation>{Size}{SmallDevkit.Object("dog", SmallDevkit.Box(50, 40, 50, 40))}</annotation>");
        Assert.Equal(1, annotation.Objects[0].Box.Area);
    }

    [Fact]
    public void Huge_and_deep_files_are_refused()
    {
        Assert.Contains("1.xml", Fails($"<annotation>{new string(' ', 2 << 20)}</annotation>"));
        Assert.Contains("within each other", Fails(string.Concat(Enumerable.Repeat("<a>", 100_000))));
    }

    [Fact]
    public void Random_damage_never_escapes()
    {
        var good = $"<annotation>{Size}{SmallDevkit.Object("dog", SmallDevkit.Box(1, 1, 9, 9))}</annotation>";
        var random = new Random(5);
        for (var trial = 0; trial < 300; trial++)
        {
            var damaged = good.ToCharArray();
            for (var i = 0; i < 1 + (trial % 4); i++)
            {
                damaged[random.Next(damaged.Length)] = (char)random.Next(1, 256);
            }
            try
            {
                Assert.All(Read(new string(damaged)).Objects, o => Assert.True(o.Box.Area > 0));
            }
            catch (DataFormatException)
            {
                // Refused, as it should be.
            }
        }
    }

    private VocAnnotation Read(string text)
    {
        File.WriteAllText(_folder["1.xml"], text);
        return VocAnnotation.Read(_folder["1.xml"]);
    }

    private string Fails(string text) => Assert.Throws<DataFormatException>(() => Read(text)).Message;
}
