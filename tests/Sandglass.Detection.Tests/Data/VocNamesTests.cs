using Sandglass.Data;
using Sandglass.Detection.Data.Voc;

namespace Sandglass.Detection.Tests.Data;

/// <summary>Ids and names of files as people have them.</summary>
public sealed class VocNamesTests : IDisposable
{
    private readonly SmallDevkit _devkit = new();

    public static bool IsUnix => !OperatingSystem.IsWindows();

    public void Dispose() => _devkit.Dispose();

    [Theory]
    [InlineData("screenshot 2020-12-16", "screenshot 2020-12-16")]
    [InlineData("screenshot 2020-12-16", "screenshot 2020-12-16  1")]
    [InlineData("图 (1)", "图 (1)\t0")]
    [InlineData("shot 1", "shot 1")] // whose last word is no number of a list of one class
    [InlineData("shot 1", "shot 1 1")]
    public void An_id_may_hold_a_space(string id, string line)
    {
        _devkit.Add("VOC2007", id, SmallDevkit.Object("dog", SmallDevkit.Box(1, 1, 9, 9)));
        _devkit.List("VOC2007", "test", line);
        Assert.Equal($"VOC2007/{id}", Open().Read(0).Id);
    }

    [Fact]
    public void An_id_with_a_space_is_left_out_by_minus_one()
    {
        _devkit.Add("VOC2007", "a b", "");
        _devkit.Add("VOC2007", "a c", "");
        _devkit.List("VOC2007", "test", "a b -1", "a c 1");
        Assert.Equal("VOC2007/a c", Open().Read(0).Id);
    }

    [Theory(SkipUnless = nameof(IsUnix), Skip = "capitals are small letters there")]
    [InlineData("a.JPG", "a.JPG")]
    [InlineData("b.jpeg", "b.jpeg")]
    [InlineData("quite another.jpg", "quite another.jpg")]
    [InlineData("a.JPG", "")] // not said, and still found
    [InlineData("1.jpg", "stale.jpg")]
    [InlineData("1.jpg", "../Annotations/1.xml")]
    public void The_annotation_names_the_picture_where_its_id_does_not(string file, string said)
    {
        Add(file, said, id: file.StartsWith('b') ? "b" : file.StartsWith('1') ? "1" : "a");
        Assert.Equal(50, Open().Read(0).Image.Width);
    }

    [Fact]
    public void The_picture_of_the_id_comes_first()
    {
        Add("1.jpg", "other.jpg", id: "1");
        _devkit.AddPicture("VOC2007", "other", 60, 40);
        Assert.Equal(50, Open().Read(0).Image.Width);
    }

    [Theory]
    [InlineData("../elsewhere.jpg")]
    [InlineData("/elsewhere.jpg")]
    [InlineData("sub/elsewhere.jpg")]
    [InlineData("..\\elsewhere.jpg")]
    [InlineData("..")]
    [InlineData(".elsewhere.jpg")]
    public void A_path_is_no_name(string said)
    {
        Add("kept.jpg", said, id: "1");
        foreach (var name in (string[])[_devkit["VOC2007", "elsewhere.jpg"], _devkit["VOC2007", "JPEGImages", ".elsewhere.jpg"], _devkit["VOC2007", "JPEGImages", "sub", "elsewhere.jpg"]])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(name)!);
            File.Copy(_devkit["VOC2007", "JPEGImages", "kept.jpg"], name);
        }
        Assert.Contains("not a name of a file in that folder", Assert.Throws<DataFormatException>(Open).Message);
    }

    [Theory(SkipUnless = nameof(IsUnix), Skip = "Windows has no endless files")]
    [InlineData("ImageSets/Main/test.txt")]
    [InlineData("Annotations/1.xml")]
    [InlineData("JPEGImages/1.jpg")]
    [InlineData("classes.txt")]
    public void What_never_ends_is_not_read(string name)
    {
        Add("1.jpg", "1.jpg", id: "1");
        var path = _devkit[["VOC2007", .. name.Split('/')]];
        File.Delete(path);
        File.CreateSymbolicLink(path, "/dev/zero");
        Assert.Contains("is a device", Assert.Throws<DataFormatException>(() => Open().Read(0)).Message);
    }

    private void Add(string file, string said, string id)
    {
        _devkit.Add("VOC2007", id, "");
        File.Move(_devkit["VOC2007", "JPEGImages", id + ".jpg"], _devkit["VOC2007", "JPEGImages", file]);
        _devkit.WriteAnnotation("VOC2007", id, $"<annotation><filename>{said}</filename><size><width>50</width><height>40</height></size></annotation>");
        _devkit.List("VOC2007", "test", id);
    }

    private VocSet Open() => VocSet.Open(_devkit.Path, [VocPart.Parse("VOC2007/test")]);
}
