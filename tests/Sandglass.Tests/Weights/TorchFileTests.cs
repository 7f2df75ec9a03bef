using Sandglass.Tests.Data;
using Sandglass.Weights;

namespace Sandglass.Tests.Weights;

public sealed class TorchFileTests
{
    private static readonly (string, byte[])[] TwoStorages = [("0", TorchFileBytes.Floats(1, 2)), ("1", TorchFileBytes.Floats(3))];

    [Fact]
    public void A_state_dict_is_its_tensors()
    {
        var file = Parsed(State().End(), TwoStorages);
        Assert.Equal(["a", "b"], file.Tensors.Keys);
        Assert.Equal([1f, 2f], file["a"].ToSingles());
        Assert.Equal([3f], file["b"].ToSingles());
        Assert.Empty(file.Metadata);
        Assert.Null(file.Note);
    }

    [Theory]
    [InlineData("state_dict")]
    [InlineData("model")]
    [InlineData("model_state_dict")]
    [InlineData("state_dict_ema")]
    [InlineData("model_ema")]
    public void A_checkpoint_gives_the_weights_beside_other_values(string key)
    {
        var file = Parsed(
            new PickleWriter().Op('}', '(')
                .Text("epoch").Number(3)
                .Text("arch").Text("mobilenet_v2")
                .Text("best_acc1").Number(71.88)
                .Text("done").Op('\x88')
                .Text(key).Op('}').Text("a").Floats("0", 2).Op('s')
                .Text("optimizer").Op('}').Text("state").Op('}').Number(0).Op('}').Text("momentum_buffer").Floats("1", 1).Op('s', 's', 's')
                .Text("betas").Number(0.9).Number(0.999).Op('\x86')
                .Text("seed").Op('\x8a', '\x09', '\xff', '\xff', '\xff', '\xff', '\xff', '\xff', '\xff', '\xff', '\x00')
                .Op('u').End(),
            TwoStorages);
        Assert.Equal(["a"], file.Tensors.Keys);
        Assert.Equal(
            [("arch", "mobilenet_v2"), ("best_acc1", "71.88"), ("epoch", "3"), ("weights taken from", key)],
            file.Metadata.Select(field => (field.Key, field.Value)).Order());
        Assert.Null(file.Note);
    }

    [Fact]
    public void Trained_weights_come_before_averaged_ones_and_the_file_says_so()
    {
        var file = Parsed(
            new PickleWriter().Op('}', '(')
                .Text("state_dict_ema").Op('}').Text("a").Floats("1", 1).Op('s')
                .Text("state_dict").Op('}').Text("a").Floats("0", 2).Op('s').Op('u').End(),
            TwoStorages);
        Assert.Equal([1f, 2f], file["a"].ToSingles());
        Assert.Equal("the weights are those of 'state_dict'; the averaged ones of 'state_dict_ema' are not read", file.Note);
    }

    [Fact]
    public void Parameters_attributes_and_remembered_values_are_read()
    {
        var pickle = new PickleWriter().Name("collections", "OrderedDict").Op('q', '\x01', ')', 'R', 'q', '\x02', '(')
            .Text("a").Op('q', '\x03').Name("torch._utils", "_rebuild_parameter").Op('(').Floats("0", 2).Op('q', '\x04', '\x88').Op('h', '\x01', ')', 'R', 't', 'R')
            .Text("tied").Op('h', '\x04', 'u')
            .Op('}').Text("_metadata").Op('}', 's', 'b').End(); // as a state_dict's versions
        var file = Parsed(pickle, [TwoStorages[0]]);
        Assert.Equal([1f, 2f], file["a"].ToSingles());
        Assert.Equal([1f, 2f], file["tied"].ToSingles());
    }

    [Fact]
    public void Texts_of_Python_2_are_names_too()
    {
        var file = Parsed(
            new PickleWriter().Op('}', '(').Op('U', '\x01', 'a').Floats("0", 2).Op('T', '\x01', '\0', '\0', '\0', 'b').Floats("1", 1).Op('u').End(), TwoStorages);
        Assert.Equal(["a", "b"], file.Tensors.Keys);
    }

    [Theory]
    [InlineData("BoolStorage", nameof(SafetensorsType.BOOL), 1)]
    [InlineData("ByteStorage", nameof(SafetensorsType.U8), 1)]
    [InlineData("CharStorage", nameof(SafetensorsType.I8), 1)]
    [InlineData("ShortStorage", nameof(SafetensorsType.I16), 2)]
    [InlineData("IntStorage", nameof(SafetensorsType.I32), 4)]
    [InlineData("LongStorage", nameof(SafetensorsType.I64), 8)]
    [InlineData("HalfStorage", nameof(SafetensorsType.F16), 2)]
    [InlineData("BFloat16Storage", nameof(SafetensorsType.BF16), 2)]
    [InlineData("FloatStorage", nameof(SafetensorsType.F32), 4)]
    [InlineData("DoubleStorage", nameof(SafetensorsType.F64), 8)]
    public void Every_type_has_its_own_bytes(string storage, string type, int size)
    {
        byte[] bytes = [.. Enumerable.Range(1, 3 * size).Select(i => (byte)i)];
        var tensor = Parsed(new PickleWriter().Op('}').Text("a").Tensor(storage, "0", 3, 1, [2], [1]).Op('s').End(), [("0", bytes)])["a"];
        Assert.Equal(type, tensor.Type.ToString());
        Assert.Equal(bytes[size..], tensor.Data.ToArray());
    }

    [Theory]
    [InlineData(1, new long[] { 2, 2 }, new long[] { 2, 1 }, new float[] { 1, 2, 3, 4 })] // as it lies
    [InlineData(0, new long[] { 2, 3 }, new long[] { 1, 2 }, new float[] { 0, 2, 4, 1, 3, 5 })] // transposed
    [InlineData(5, new long[] { }, new long[] { }, new float[] { 5 })] // a number
    [InlineData(1, new long[] { 3 }, new long[] { 2 }, new float[] { 1, 3, 5 })] // every second
    [InlineData(2, new long[] { 4 }, new long[] { 0 }, new float[] { 2, 2, 2, 2 })] // one, expanded
    [InlineData(4, new long[] { 1, 2 }, new long[] { 99, 1 }, new float[] { 4, 5 })] // the stride of a single row says nothing
    [InlineData(9, new long[] { 3, 0 }, new long[] { 7, 1 }, new float[] { })] // nothing
    [InlineData(0, new long[] { 2, 1, 3 }, new long[] { 3, 3, 1 }, new float[] { 0, 1, 2, 3, 4, 5 })]
    public void Views_are_laid_out_plainly(int offset, long[] sizes, long[] strides, float[] expected)
    {
        var tensor = Parsed(
            new PickleWriter().Op('}').Text("a").Tensor("FloatStorage", "0", 6, offset, sizes, strides).Op('s').End(),
            [("0", TorchFileBytes.Floats(0, 1, 2, 3, 4, 5))])["a"];
        Assert.Equal(sizes, tensor.Shape);
        Assert.Equal(expected, tensor.ToSingles());
    }

    [Fact]
    public void The_legacy_format_gives_the_same()
    {
        var file = TorchFile.Parse(TorchFileBytes.Legacy(State(legacy: true).End(), [("1", [3]), ("0", [1, 2])]), "x.pth");
        Assert.Equal([1f, 2f], file["a"].ToSingles());
        Assert.Equal([3f], file["b"].ToSingles());
    }

    [Fact]
    public void The_first_bytes_tell_the_format_and_not_the_name()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["zip.safetensors"], TorchFileBytes.Zip(State().End(), TwoStorages));
        File.WriteAllBytes(folder["legacy.bin"], TorchFileBytes.Legacy(State(legacy: true).End(), [("0", [1, 2]), ("1", [3])]));
        Safetensors.Write(folder["safetensors.pth"], [SafetensorsTensor.Of("a", [1f, 2f], 2), SafetensorsTensor.Of("b", [3f], 1)]);
        Assert.All(Directory.GetFiles(folder.Path), path =>
        {
            var file = WeightFile.Read(path);
            Assert.Equal(path, file.Name);
            Assert.Equal([1f, 2f], file["a"].ToSingles());
            Assert.Equal([3f], file["b"].ToSingles());
        });
    }

    [Fact]
    public void A_header_as_long_as_a_zip_file_begins_is_still_that_of_safetensors() =>
        Assert.False(TorchFile.IsOne([(byte)'P', (byte)'K', 3, 4, 0, 0, 0, 0, (byte)'{']));

    [Theory]
    [InlineData("module.a", "module.b", "a", "b")]
    [InlineData("module.a", "b", "module.a", "b")] // not all: a name of its own
    public void The_wrapper_of_data_parallel_is_removed_in_both_formats(string first, string second, string expectedFirst, string expectedSecond)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.pth"], TorchFileBytes.Zip(State(first, second).End(), TwoStorages));
        Safetensors.Write(folder["b.safetensors"], [SafetensorsTensor.Of(first, [1f, 2f], 2), SafetensorsTensor.Of(second, [3f], 1)]);
        Assert.All(Directory.GetFiles(folder.Path), path => Assert.Equal([expectedFirst, expectedSecond], WeightFile.Read(path).Tensors.Values.Select(tensor => tensor.Name).OrderBy(name => name[^1])));
    }

    [Fact]
    public void What_is_missing_is_said_as_of_other_files()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("cannot be read", Assert.Throws<WeightFileException>(() => WeightFile.Read(folder["none.pth"])).Message);
        Assert.Contains("has no tensor 'c'", Assert.Throws<WeightFileException>(() => Parsed(State().End(), TwoStorages)["c"]).Message);
    }

    private static PickleWriter State(string first = "a", string second = "b", bool legacy = false) =>
        new PickleWriter().Op('}', '(').Text(first).Floats("0", 2, legacy).Text(second).Floats("1", 1, legacy).Op('u');

    private static WeightFile Parsed(byte[] pickle, (string, byte[])[] storages) =>
        TorchFile.Parse(TorchFileBytes.Zip(pickle, storages, ("archive/byteorder", "little"u8.ToArray())), "x.pth");
}
