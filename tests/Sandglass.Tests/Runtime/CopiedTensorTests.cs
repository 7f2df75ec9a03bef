using Sandglass.Runtime;

namespace Sandglass.Tests.Runtime;

public class CopiedTensorTests
{
    [Fact]
    public void A_tensor_has_a_copy_of_its_own()
    {
        float[] numbers = [1, 2, 3, 4, 5, 6];
        using var tensor = CopiedTensor.Of(numbers, 2, 3);
        numbers[4] = 50;

        Assert.Equal([2, 3], tensor.shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], tensor.data<float>().ToArray());
    }

    [Fact]
    public void Whole_numbers_and_none_at_all()
    {
        using var whole = CopiedTensor.Of([7L, -8L], 2);
        using var none = CopiedTensor.Of(Array.Empty<long>(), 0);

        Assert.Equal([7, -8], whole.data<long>().ToArray());
        Assert.Equal(0, none.numel());
    }

    [Fact]
    public void Another_shape_is_refused() =>
        Assert.Contains("6 values do not make a tensor of 4 x 2", Assert.Throws<ArgumentException>(() => CopiedTensor.Of(new float[6], 4, 2)).Message);
}
