using Sandglass.Runtime;
using TorchSharp;

namespace Sandglass.Tests.Runtime;

public class TorchDeviceTests
{
    [Theory]
    [InlineData("cpu", 0, "cpu")]
    [InlineData("CPU", 2, "cpu")]
    [InlineData(null, 0, "cpu")]
    [InlineData("auto", 0, "cpu")]
    public void Names_of_the_processor(string? name, int cards, string expected) =>
        Assert.Equal(expected, TorchDevice.Choose(name, cards).ToString());

    [Theory]
    [InlineData(null, 1, 0)]
    [InlineData("auto", 2, 0)]
    [InlineData("cuda", 1, 0)]
    [InlineData("cuda:1", 2, 1)]
    public void Names_of_a_card(string? name, int cards, int index)
    {
        var device = TorchDevice.Choose(name, cards);
        Assert.Equal(DeviceType.CUDA, device.type);
        Assert.Equal(index, device.index);
        Assert.Equal("cuda", TorchDevice.KindOf(device));
    }

    [Fact]
    public void A_card_that_was_chosen_is_meant_without_its_number()
    {
        Assert.Equal(2, TorchDevice.Choose("cuda", cudaDevices: 4, card: 2).index);
        Assert.Equal(1, TorchDevice.Choose("cuda:1", cudaDevices: 4, card: 2).index);
    }

    [Theory]
    [InlineData("cuda", 0, "-p:Torch=cuda")]
    [InlineData("cuda:2", 2, "cuda:0 to cuda:1")]
    [InlineData("cuda:-1", 1, "There is no device 'cuda:-1'")]
    [InlineData("cuda:", 1, "There is no device 'cuda:'")]
    [InlineData("gpu", 1, "use cpu, cuda")]
    [InlineData("", 1, "There is no device ''")]
    public void What_is_not_there_is_refused(string name, int cards, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<WorkbenchException>(() => TorchDevice.Choose(name, cards)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_spec_names_the_kind_of_what_auto_chooses() => Assert.Equal(TorchDevice.CardCount > 0 ? "cuda" : "cpu", TorchDevice.Use("auto"));
}
