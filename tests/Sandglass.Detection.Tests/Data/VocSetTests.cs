using Sandglass.Data;
using Sandglass.Detection.Boxes;
using Sandglass.Detection.Data.Voc;
using Sandglass.Images;

namespace Sandglass.Detection.Tests.Data;

public sealed class VocSetTests : IDisposable
{
    private readonly SmallDevkit _devkit = new();

    public void Dispose() => _devkit.Dispose();

    [Fact]
    public void A_devkit_is_read_as_it_lies_on_disk()
    {
        _devkit.Add("VOC2007", "000005", SmallDevkit.Object("chair", SmallDevkit.Box(11, 21, 30, 40)) + SmallDevkit.Object("dog", SmallDevkit.Box(1, 1, 50, 40), difficult: 1));
        _devkit.List("VOC2007", "trainval", "000005");
        var set = Open("VOC2007/trainval");
        var sample = set.Read(0);

        Assert.Equal(("VOC2007/trainval", 1, 3, 20), (set.Name, set.Count, set.Channels, set.Classes.Count));
        Assert.Equal(("VOC2007/000005", 50, 40, 3), (sample.Id, sample.Image.Width, sample.Image.Height, sample.Image.Channels));
        // Pixels 11 to 30 of 50 and 21 to 40 of 40, counted from 1: twenty each way, edges 10 to 30 and 20 to 40.
        Assert.Equal(
            [new LabelledBox(new Box(10 / 50f, 20 / 40f, 30 / 50f, 1), 8), new LabelledBox(new Box(0, 0, 1, 1), 11, Difficult: true)],
            sample.Objects);
        Assert.True(set.Annotation(0).Objects[0].Truncated);
        Assert.InRange(sample.Image.Pixels[(3 * 25) + 1], 120, 135);
    }

    [Fact]
    public void Years_join_in_order()
    {
        _devkit.Add("VOC2007", "000005", SmallDevkit.Object("chair", SmallDevkit.Box(1, 1, 9, 9)));
        _devkit.Add("VOC2012", "2008_000001", SmallDevkit.Object("cat", SmallDevkit.Box(45.70000076293945, 1, 48, 9)));
        _devkit.List("VOC2007", "trainval", "000005");
        _devkit.List("VOC2012", "trainval", "2008_000001");
        var set = VocSet.Open(_devkit.Path, VocPart.Training);
        Assert.Equal(["VOC2007/000005", "VOC2012/2008_000001"], Enumerable.Range(0, set.Count).Select(i => set.Read(i).Id));
        Assert.Equal("VOC2007/trainval+VOC2012/trainval", set.Name);
        Assert.Equal(44.7f, set.Annotation(1).Objects[0].Box.Left, 1e-4f);
    }

    [Fact]
    public void Parts_of_persons_and_missing_flags_do_not_disturb()
    {
        var head = "<part><name>head</name>" + SmallDevkit.Box(2, 2, 3, 3) + "</part>";
        _devkit.Add("VOC2007", "1", SmallDevkit.Object("person", "", more: head + SmallDevkit.Box(5, 6, 10, 12))
            + "<object><name>sofa</name>" + SmallDevkit.Box(1, 1, 2, 2) + "</object>");
        _devkit.List("VOC2007", "test", "1");
        var objects = Open("VOC2007/test").Annotation(0).Objects;
        Assert.Equal(new Box(4, 5, 10, 12), objects[0].Box);
        Assert.Equal((2, false, false), (objects.Count, objects[1].Difficult, objects[1].Truncated));
    }

    [Fact]
    public void A_list_of_one_class_leaves_out_what_holds_minus_one()
    {
        foreach (var id in (string[])["1", "2", "3"])
        {
            _devkit.Add("VOC2007", id, SmallDevkit.Object("dog", SmallDevkit.Box(1, 1, 9, 9)));
        }
        _devkit.List("VOC2007", "dog_test", "1  1", "2 -1", "3  0", "");
        Assert.Equal(2, Open("VOC2007/dog_test").Count);
    }

    [Fact]
    public void A_picture_without_objects_is_background()
    {
        _devkit.Add("VOC2007", "1", "");
        _devkit.List("VOC2007", "test", "1");
        Assert.Empty(Open("VOC2007/test").Read(0).Objects);
    }

    [Fact]
    public void A_box_that_leaves_the_picture_is_cut_off()
    {
        _devkit.Add("VOC2007", "1", SmallDevkit.Object("dog", SmallDevkit.Box(0, -3, 51, 20)));
        _devkit.List("VOC2007", "test", "1");
        Assert.Equal(new Box(0, 0, 1, 0.5f), Open("VOC2007/test").Read(0).Objects[0].Box);
    }

    [Fact]
    public void A_set_of_another_maker_names_its_classes()
    {
        _devkit.Add("Mine", "1", SmallDevkit.Object("unicorn", SmallDevkit.Box(1, 1, 9, 9)));
        _devkit.List("Mine", "test", "1");
        Assert.Contains("unicorn", Fails("Mine/test"));
        File.WriteAllText(_devkit["Mine", "classes.txt"], "horse\nunicorn\n");
        Assert.Equal(1, Open("Mine/test").Read(0).Objects[0].Class);
        File.WriteAllText(_devkit["Mine", "classes.txt"], "horse\nhorse\n");
        Assert.Contains("classes.txt", Fails("Mine/test"));
    }

    [Fact]
    public void The_identity_follows_the_annotations()
    {
        _devkit.Add("VOC2007", "1", SmallDevkit.Object("dog", SmallDevkit.Box(1, 1, 9, 9)));
        _devkit.List("VOC2007", "test", "1");
        var before = Open("VOC2007/test").Sha256;
        Assert.Equal(before, Open("VOC2007/test").Sha256);
        _devkit.Add("VOC2007", "1", SmallDevkit.Object("dog", SmallDevkit.Box(1, 1, 9, 8)));
        Assert.NotEqual(before, Open("VOC2007/test").Sha256);
    }

    [Fact]
    public void What_is_missing_is_named_at_the_beginning()
    {
        _devkit.Add("VOC2007", "1", SmallDevkit.Object("dog", SmallDevkit.Box(1, 1, 9, 9)));
        Assert.Contains("test.txt", Fails("VOC2007/test"));
        _devkit.List("VOC2007", "test", "1", "2");
        Assert.Contains("2.xml", Fails("VOC2007/test"));
        _devkit.List("VOC2007", "test", "1");
        File.Delete(_devkit["VOC2007", "JPEGImages", "1.jpg"]);
        Assert.Contains("1.jpg is missing", Fails("VOC2007/test"));
        _devkit.AddPicture("VOC2007", "1", 50, 40, ImageFormat.Png);
        Assert.Equal(50, Open("VOC2007/test").Read(0).Image.Width);
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("../1")]
    [InlineData("1/../1")]
    [InlineData("..")]
    [InlineData("1\u001b[2J")]
    [InlineData("1\0")]
    [InlineData("1 7")] // an id with a space, which has no annotation
    [InlineData("1 1 1")]
    [InlineData("")]
    public void A_list_that_is_none_is_refused(params string[] lines)
    {
        _devkit.Add("VOC2007", "1", "");
        _devkit.List("VOC2007", "test", lines);
        Assert.Matches("test.txt|1 7.xml|1 1.xml", Fails("VOC2007/test"));
    }

    [Theory]
    [InlineData("VOC2007")]
    [InlineData("../VOC2007/test")]
    [InlineData("VOC2007/../test")]
    public void A_part_is_a_folder_and_a_list(string text) => Assert.Throws<WorkbenchException>(() => VocPart.Parse(text));

    private VocSet Open(string part) => VocSet.Open(_devkit.Path, [VocPart.Parse(part)]);

    private string Fails(string part) => Assert.Throws<DataFormatException>(() => Open(part)).Message;
}
