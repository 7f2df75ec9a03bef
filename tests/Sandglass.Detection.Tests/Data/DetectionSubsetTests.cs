namespace Sandglass.Detection.Tests.Data;

public class DetectionSubsetTests(SmallScenes scenes) : IClassFixture<SmallScenes>
{
    [Fact]
    public void A_part_has_the_pictures_of_its_row()
    {
        var part = scenes.Splits.Training.Part(10, 4);
        Assert.Equal(("generated/training[10..14]", 4, 1), (part.Name, part.Count, part.Channels));
        Assert.Same(scenes.Splits.Training.Read(13), part.Read(3));
        Assert.NotEqual(part.Sha256, scenes.Splits.Training.Part(11, 4).Sha256);
        Assert.Throws<ArgumentOutOfRangeException>(() => part.Read(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => part.Read(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => scenes.Splits.Training.Part(58, 3));
    }
}
