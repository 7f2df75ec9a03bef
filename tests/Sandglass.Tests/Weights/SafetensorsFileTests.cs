using System.Text;
using Sandglass.Tests.Data;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Tests.Weights;

public class SafetensorsFileTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        using var folder = new TemporaryFolder();
        SafetensorsTensor[] tensors =
        [
            SafetensorsTensor.Of("singles", [1.5f, float.NaN, -0f, float.MinValue], 2, 2),
            SafetensorsTensor.Of("doubles", [double.Epsilon], []),
            SafetensorsTensor.Of("integers", [long.MinValue, long.MaxValue], 2),
            SafetensorsTensor.Of("bytes", [1, 2, 255], 3),
            SafetensorsTensor.Of("nothing", Array.Empty<float>(), 3, 0),
        ];
        var metadata = new Dictionary<string, string> { ["z"] = "last", ["é\n"] = "\"" };
        Safetensors.Write(folder["a"], tensors, metadata);

        var file = SafetensorsFile.Read(folder["a"]);
        Assert.Equal(metadata.OrderBy(m => m.Key, StringComparer.Ordinal), file.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal));
        Assert.Equal(tensors.Length, file.Tensors.Count);
        Assert.All(tensors, written =>
        {
            var read = file[written.Name];
            Assert.Equal((written.Name, written.Type), (read.Name, read.Type));
            Assert.Equal(written.Shape, read.Shape);
            Assert.Equal(written.Data.ToArray(), read.Data.ToArray());
        });
        Assert.Equal([long.MinValue, long.MaxValue], file["integers"].ToIntegers());
    }

    [Fact]
    public void A_file_without_metadata_keeps_the_bytes_of_finished_runs()
    {
        using var stream = new MemoryStream();
        Safetensors.Write(stream, [SafetensorsTensor.Of("b", [1L], []), SafetensorsTensor.Of("a", [1f, 2f], 2)]);
        const string Header =
            """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"I64","shape":[],"data_offsets":[8,16]}}""";
        byte[] expected =
        [
            112, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(Header.PadRight(112)),
            0, 0, 128, 63, 0, 0, 0, 64, 1, 0, 0, 0, 0, 0, 0, 0,
        ];
        Assert.Equal(expected, stream.ToArray());
    }

    [Fact]
    public void Every_type_of_libtorch_comes_back_the_same()
    {
        using var scope = NewDisposeScope();
        foreach (var type in new[]
        {
            ScalarType.Bool, ScalarType.Byte, ScalarType.Int8, ScalarType.Int16, ScalarType.Int32, ScalarType.Int64,
            ScalarType.Float16, ScalarType.BFloat16, ScalarType.Float32, ScalarType.Float64,
        })
        {
            var tensor = arange(6).reshape(2, 3).to_type(type);
            var back = SafetensorsTensor.Of("t", tensor).ToTensor();
            Assert.Equal(type, back.dtype);
            Assert.Equal(tensor.shape, back.shape);
            Assert.Equal(tensor.bytes.ToArray(), back.bytes.ToArray());
        }
    }

    [Theory]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float64)]
    public void Floating_numbers_are_read_as_singles(ScalarType type)
    {
        using var values = tensor(new[] { -1.5f, 0, 3, 0.15625f });
        using var converted = values.to_type(type);
        Assert.Equal([-1.5f, 0, 3, 0.15625f], SafetensorsTensor.Of("t", converted).ToSingles());
    }

    [Fact]
    public void A_tensor_of_another_type_is_refused_by_name()
    {
        var integers = SafetensorsTensor.Of("counts", [1L], 1);
        Assert.Contains("'counts' is of type I64, and floating", Assert.Throws<WeightFileException>(integers.ToSingles).Message);
        var unsigned = integers with { Type = SafetensorsType.U64 };
        Assert.Contains("'counts' is of type U64, and 64-bit", Assert.Throws<WeightFileException>(unsigned.ToIntegers).Message);
        Assert.Contains("libtorch", Assert.Throws<WeightFileException>(unsigned.ToTensor).Message);
    }

    [Fact]
    public void A_name_that_is_not_there_is_refused()
    {
        var empty = SafetensorsFile.Parse(HeaderBytes.File("{}"), "e.safetensors");
        Assert.Equal("e.safetensors has no tensor 'x'; use a file that has it", Assert.Throws<WeightFileException>(() => empty["x"]).Message);
    }

    [Fact]
    public void Two_tensors_of_one_name_are_not_written()
    {
        var twice = SafetensorsTensor.Of("a", [1L], 1);
        Assert.Throws<ArgumentException>(() => Safetensors.Write(Stream.Null, [twice, twice]));
        Assert.Throws<ArgumentException>(() => Safetensors.Write(Stream.Null, [twice with { Name = "__metadata__" }]));
    }
}
