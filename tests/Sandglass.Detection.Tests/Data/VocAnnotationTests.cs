using System.Text;
using Sandglass.Data;
using Sandglass.Detection.Data.Voc;

namespace Sandglass.Detection.Tests.Data;

/// <summary>Annotations from elsewhere that are not what they should be.</summary>
public class VocAnnotationTests
{
    private const string Size = "<size><width>50</width><height>40</height><depth>3</depth></size>";

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

    [Theory]
    [InlineData("33", "32.000004")] // less than a pixel
    [InlineData("0.5", "0.7")]
    [InlineData("50.2", "50.9")]
    [InlineData("33", "32")] // inverted
    [InlineData("NaN", "9")]
    [InlineData("-Infinity", "9")]
    [InlineData("1", "1e400")]
    [InlineData("1e400", "9")]
    [InlineData("1", "1e99")]
    [InlineData("-50", "9")] // of a larger picture
    [InlineData("1", "101")]
    [InlineData("1,5", "9")]
    [InlineData("\u0663", "9")] // a digit of another script
    public void A_box_below_a_pixel_is_refused_with_file_and_object(string first, string last)
    {
        var fine = SmallDevkit.Object("cat", SmallDevkit.Box(1, 1, 9, 9));
        foreach (var box in (string[])[SmallDevkit.Box(first, 5, last, 30), SmallDevkit.Box(5, first, 30, last)])
        {
            Assert.StartsWith("1.xml: object 2, dog", Fails($"<annotation>{Size}{fine}{SmallDevkit.Object("dog", box)}</annotation>"));
        }
    }

    [Theory]
    [InlineData("45.7", "45.7", 44.7f, 45.7f)]
    [InlineData("1.5", "1.5", 0.5f, 1.5f)]
    [InlineData("0", "1", 0, 1)] // counted from 0
    [InlineData("50", "51", 49, 50)]
    [InlineData("-39", "80", 0, 50)]
    public void A_box_is_cut_off_at_the_border(string first, string last, float left, float right)
    {
        var box = Read($"<annotation>{Size}{SmallDevkit.Object("dog", SmallDevkit.Box(first, 5, last, 30))}</annotation>").Objects[0].Box;
        Assert.Equal((left, right), (box.Left, box.Right));
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("3", 3)]
    [InlineData("4", 3)]
    [InlineData("", 3)]
    public void A_depth_is_grey_or_colour(string depth, int channels) =>
        Assert.Equal(channels, Read($"<annotation><size><width>50</width><height>40</height><depth>{depth}</depth></size></annotation>").Channels);

    [Theory]
    [InlineData("0")]
    [InlineData("1000000000000")]
    [InlineData("3.5")]
    public void Another_depth_is_refused(string depth) =>
        Assert.Contains("<depth>", Fails($"<annotation><size><width>50</width><height>40</height><depth>{depth}</depth></size></annotation>"));

    [Theory]
    [InlineData("utf-7")]
    [InlineData("utf-16")]
    [InlineData("ebcdic-cp-us")]
    [InlineData("\u0001")]
    public void Odd_encodings_are_read_or_refused(string encoding)
    {
        var message = Fails($"<?xml version=\"1.0\" encoding=\"{encoding}\"?><annotation/>");
        Assert.DoesNotContain(message, char.IsControl);
    }

    [Fact]
    public void Entities_that_grow_are_refused_at_once()
    {
        var laughs = string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY l{i} \"{string.Concat(Enumerable.Repeat($"&l{i - 1};", 10))}\">"));
        Assert.Contains("DTD", Fails($"<!DOCTYPE a [<!ENTITY l0 \"ha\">{laughs}]><annotation>&l9;</annotation>"));
    }

    [Fact]
    public void Ten_thousand_objects_and_no_more()
    {
        var one = $"<object><name>dog</name>{SmallDevkit.Box(1, 1, 2, 2)}</object>";
        Assert.Contains("10000", Fails($"<annotation>{Size}{string.Concat(Enumerable.Repeat("<object/>", 10_001))}</annotation>"));
        Assert.Equal(5000, Read($"<annotation>{Size}{string.Concat(Enumerable.Repeat(one, 5000))}</annotation>").Objects.Count);
    }

    [Fact]
    public void A_long_name_of_a_class_is_cut_in_the_message() =>
        Assert.InRange(Fails($"<annotation>{Size}{SmallDevkit.Object(new string('x', 100_000), SmallDevkit.Box(9, 9, 1, 1))}</annotation>").Length, 50, 400);

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

    private static VocAnnotation Read(string text) => VocAnnotation.Parse(Encoding.UTF8.GetBytes(text), "1.xml");

    private static string Fails(string text) => Assert.Throws<DataFormatException>(() => Read(text)).Message;
}
