using System.Text.Json;
using Sandglass.Blocks;
using Sandglass.Training;
using static TorchSharp.torch;

namespace Sandglass.Tests.Blocks;

public class OwnActivationTests
{
    [Fact]
    public void It_is_applied_wherever_the_spec_has_an_activation()
    {
        using var scope = NewDisposeScope();
        var spec = OwnModules.Block with { Activation = OwnModules.Mish, Excitation = new(true, 2, false, OwnModules.Mish, Activation.Sigmoid) };
        using var block = Composition.Shaken(spec);
        var composition = new Composition(block);
        var x = randn(2, 12, 5, 5);
        var layers = block.named_modules().Select(named => named.name).ToArray();
        Assert.Contains("excite.squeeze", layers);

        var expected = nn.functional.mish(composition.Depthwise(x, "input_depthwise"));
        expected = composition.Dense(expected, "reduce");
        var weights = block.state_dict();
        var squeezed = nn.functional.mish(nn.functional.conv2d(expected.mean([2, 3], keepdim: true), weights["excite.squeeze.weight"], weights["excite.squeeze.bias"]));
        expected = expected * nn.functional.conv2d(squeezed, weights["excite.excite.weight"], weights["excite.excite.bias"]).sigmoid();
        expected = x + composition.Depthwise(nn.functional.mish(composition.Dense(expected, "expand")), "output_depthwise");
        Assert.True(block.call(x).allclose(expected, rtol: 1e-4, atol: 1e-4));
    }

    [Fact]
    public void It_is_applied_after_the_sum()
    {
        using var scope = NewDisposeScope();
        var spec = BlockSpec.Bottleneck(8, 8) with { Activation = OwnModules.Mish };
        using var mish = Composition.Shaken(spec);
        using var linear = Composition.Shaken(spec with { ActivateSum = false });
        var x = randn(2, 8, 4, 4);
        Assert.True(mish.call(x).allclose(nn.functional.mish(linear.call(x)), rtol: 1e-5, atol: 1e-5));
    }

    [Fact]
    public void One_number_of_it_is_that_of_a_tensor() =>
        Assert.Equal(2 * Math.Tanh(Math.Log(1 + Math.Exp(2.0))), OwnModules.Mish.Of(2), 1e-12);

    [Fact]
    public void Words_and_names_come_back_from_json()
    {
        Assert.Equal(
            ["none", "reLU", "reLU6", "siLU", "sigmoid", "hardSigmoid"],
            Activation.BuiltIn.Select(known => JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(known, RunJson.Options))));
        Assert.Equal("""{"name":"mish","version":1}""", JsonSerializer.Serialize(OwnModules.Mish, CanonicalForm.Options));
        Assert.All([.. Activation.BuiltIn, OwnModules.Mish], known => Assert.Equal(known, RunJson.Parse<Activation>(RunJson.Text(known))));
    }

    [Theory]
    [InlineData("\"mish\"")]
    [InlineData("2")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"name":"mish"}""")]
    [InlineData("""{"name":"mish","version":0}""")]
    [InlineData("""{"name":"mish","version":1.5}""")]
    [InlineData("""{"name":"a b\n","version":1}""")]
    [InlineData("""{"name":"ReLU","version":1}""")]
    [InlineData("""{"name":null,"version":1}""")]
    public void What_is_no_activation_is_refused(string json) =>
        Assert.DoesNotContain('\n', Assert.Throws<JsonException>(() => RunJson.Parse<Activation>(json)).Message);

    [Fact]
    public void Names_and_versions_are_checked_and_told_apart()
    {
        Assert.Throws<InvalidSpecException>(() => Activation.Register("ReLU6", 1, x => x));
        Assert.Throws<InvalidSpecException>(() => Activation.Register("a/b", 1, x => x));
        Assert.Throws<InvalidSpecException>(() => Activation.Register("a", 0, x => x));
        Assert.Throws<InvalidSpecException>(() => Activation.Unregistered("", x => x));
        Assert.Equal(OwnModules.Mish, Activation.Named("mish", 1));
        Assert.NotEqual(OwnModules.Mish, Activation.Named("mish", 2));
        Assert.NotEqual(Activation.Unregistered("a", x => x), Activation.Unregistered("a", x => x + 1));
        Assert.DoesNotContain(Activation.BuiltIn, known => known.IsOwn);
        Assert.Equal("mish", OwnModules.Mish.ToString());
    }

    [Fact]
    public void Another_shape_and_a_missing_registration_are_one_line()
    {
        using var scope = NewDisposeScope();
        using var block = new BottleneckBlock(OwnModules.Block with { Activation = Activation.Unregistered("flat", x => x.flatten()) });
        var wrong = Assert.Throws<InvalidSpecException>(() => block.call(randn(1, 12, 4, 4))).Message;
        Assert.Contains("'flat' turns [1, 12, 4, 4] into [192]", wrong, StringComparison.Ordinal);
        var missing = Assert.Throws<InvalidSpecException>(() => new BottleneckBlock(OwnModules.Block with { Activation = Activation.Named("absent", 3) })).Message;
        Assert.Contains("activation 'absent', version 3, is not registered in this process", missing, StringComparison.Ordinal);
        Assert.Contains("Activation.Register(\"absent\", 3, …)", missing, StringComparison.Ordinal);
    }
}
