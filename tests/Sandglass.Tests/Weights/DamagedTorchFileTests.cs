using System.IO.Compression;
using Fuzzing;
using Sandglass.Tests.Data;
using Sandglass.Weights;

namespace Sandglass.Tests.Weights;

/// <summary>Pickles that mean harm, and files that are not what they say: each is refused with the one typed error, and nothing is run.</summary>
public sealed class DamagedTorchFileTests
{
    private static readonly (string, byte[])[] Storage = [("0", TorchFileBytes.Floats(1, 2))];

    [Theory]
    [InlineData("os", "system")]
    [InlineData("posix", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("__builtin__", "eval")]
    [InlineData("subprocess", "Popen")]
    [InlineData("torch.nn.modules.conv", "Conv2d")]
    [InlineData("argparse", "Namespace")]
    [InlineData("torch.storage", "_load_from_bytes")]
    [InlineData("torch._utils", "_rebuild_tensor_v3")]
    [InlineData("torch", "ComplexFloatStorage")]
    [InlineData("collections", "OrderedDict.__reduce__")]
    public void Other_names_are_refused_by_name(string module, string name)
    {
        using var folder = new TemporaryFolder();
        var command = new PickleWriter().Name(module, name).Text($"touch {folder["run"]}").Op('\x85', 'R').End();
        AssertRefused(command, $"it asks for '{module}.{name}'");
        AssertRefused(new PickleWriter().Op('}').Text("a").Floats("0", 2).Op('s').Name(module, name).Op('0').End(), $"it asks for '{module}.{name}'");
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    public static TheoryData<string, string> Pickles => new()
    {
        // Opcodes that plain tensors do not need.
        { "opcode 0x69", Hex(new PickleWriter().Op('(').Text("id").Op('i').Op("os\nsystem\n")) }, // INST
        { "opcode 0x6f", Hex(new PickleWriter().Op('(').Text("id").Op('o')) }, // OBJ
        { "opcode 0x93", Hex(new PickleWriter().Text("os").Text("system").Op('\x93')) }, // STACK_GLOBAL
        { "opcode 0x81", Hex(new PickleWriter().Name("collections", "OrderedDict").Op(')', '\x81')) }, // NEWOBJ
        { "opcode 0x82", Hex(new PickleWriter().Op('\x82', '\x01')) }, // EXT1
        { "opcode 0x50", Hex(new PickleWriter().Op("P0\n")) }, // PERSID
        { "opcode 0x95", Hex(new PickleWriter().Op('\x95')) }, // FRAME
        { "opcode 0x00", Hex(new PickleWriter().Op('\0')) },
        { "is not of protocol 2", "80044e2e" },
        { "is not of protocol 2", "4e2e" },
        // Calls.
        { "other arguments than torch.save does", Hex(new PickleWriter().Name("collections", "OrderedDict").Op(']', '\x85', 'R')) },
        { "gives 'torch.FloatStorage' other arguments", Hex(new PickleWriter().Name("torch", "FloatStorage").Op(')', 'R')) },
        { "gives 'torch._utils._rebuild_tensor_v2' other", Hex(new PickleWriter().Name("torch._utils", "_rebuild_tensor_v2").Op(')', 'R')) },
        { "gives 'torch._utils._rebuild_parameter' other", Hex(new PickleWriter().Name("torch._utils", "_rebuild_parameter").Op('N', '\x89', 'N', '\x87', 'R')) },
        { "calls what has no name", Hex(new PickleWriter().Text("os.system").Op(')', 'R')) },
        { "calls what has no name", Hex(new PickleWriter().Name("torch", "Size").Op('N', 'R')) },
        { "something else than a dictionary", Hex(new PickleWriter().Name("torch", "Size").Op('}', 'b')) },
        { "something else than a dictionary", Hex(new PickleWriter().Op('}', 'N', 'b')) },
        { "in a way that is not known", Hex(new PickleWriter().Text("storage").Op('Q')) },
        { "in a way that is not known", Hex(new PickleWriter().Op('(').Text("storage").Name("torch", "Size").Text("0").Text("cpu").Number(2).Op('t', 'Q')) },
        { "in a way that is not known", Hex(new PickleWriter().Storage("FloatStorage", "0", -2)) },
        { "in a way that is not known", Hex(new PickleWriter().Storage("FloatStorage", "0", long.MaxValue)) },
        // The stack and the memo.
        { "takes values that it does not have", Hex(new PickleWriter().Op('\x85')) },
        { "takes values that it does not have", Hex(new PickleWriter().Op('N', '(', '\x85')) },
        { "takes values that it does not have", Hex(new PickleWriter().Op('q', '\0')) },
        { "closes what is not open", Hex(new PickleWriter().Op('N', 't')) },
        { "a value that it does not have", Hex(new PickleWriter().Op('h', '\x07')) },
        { "a value that it does not have", Hex(new PickleWriter().Op('j', '\xff', '\xff', '\xff', '\xff')) },
        { "does not end with one value", Hex(new PickleWriter()) },
        { "does not end with one value", Hex(new PickleWriter().Op('N', 'N')) },
        { "does not end with one value", Hex(new PickleWriter().Op('N', '(')) },
        { "appends to what is not a list", Hex(new PickleWriter().Op('}', 'N', 'a')) },
        { "keys of what is not a dictionary", Hex(new PickleWriter().Op(']', 'N', 'N', 's')) },
        { "a key in it has no value", Hex(new PickleWriter().Op('}', '(', 'N', 'u')) },
        { "neither a text nor a whole number", Hex(new PickleWriter().Op('}', 'N', 'N', 's')) },
        { "the key 'a' is repeated", Hex(new PickleWriter().Op('}', '(').Text("a").Op('N').Text("a").Op('N', 'u')) },
        { "the key '1' is repeated", Hex(new PickleWriter().Op('}', '(').Number(1).Op('N').Long(1).Op('N', 'u')) },
        // Texts.
        { "is cut off", Hex(new PickleWriter().Op('X', '\xff', '\xff', '\xff', '\xff')) },
        { "is not UTF-8", Hex(new PickleWriter().Op('X', '\x01', '\0', '\0', '\0', '\xff')) },
        { "cut off or too long", Hex(new PickleWriter().Name(new string('a', 300), "b")) },
        { "cut off or too long", Hex(new PickleWriter().Op("cos")) },
        // What is saved.
        { "holds no dictionary of tensors", Hex(new PickleWriter().Op('N')) },
        { "holds no dictionary of tensors", Hex(new PickleWriter().Floats("0", 2)) },
        { "its dictionary, in which there is no state_dict, is empty", Hex(new PickleWriter().Op('}')) },
        { "are not tensors ('epoch')", Hex(new PickleWriter().Op('}', '(').Text("a").Floats("0", 2).Text("epoch").Number(1).Op('u')) },
        { "its 'model' is empty", Hex(new PickleWriter().Op('}').Text("model").Op('}', 's')) },
        { "its 'model' has values that are not tensors ('b')", Hex(new PickleWriter().Op('}').Text("model").Op('}').Text("b").Op('N', 's', 's')) },
        { "are not tensors ('1')", Hex(new PickleWriter().Op('}').Number(1).Floats("0", 2).Op('s')) },
    };

    [Theory]
    [MemberData(nameof(Pickles))]
    public void A_wrong_pickle_is_refused_by_what_is_wrong(string fault, string hex) => AssertRefused(Convert.FromHexString(hex), fault);

    [Theory]
    [InlineData("reaches beyond its storage '0' of 2 numbers", 0L, new long[] { 3 }, new long[] { 1 })]
    [InlineData("reaches beyond its storage", 2L, new long[] { 1 }, new long[] { 1 })]
    [InlineData("reaches beyond its storage", -1L, new long[] { 1 }, new long[] { 1 })]
    [InlineData("reaches beyond its storage", long.MaxValue, new long[] { 2 }, new long[] { long.MaxValue })]
    [InlineData("reaches beyond its storage", 0L, new long[] { 2, 2 }, new long[] { 1, 1L << 62 })]
    [InlineData("sizes or strides that no tensor has", 1L, new long[] { 2 }, new long[] { -1 })]
    [InlineData("sizes or strides that no tensor has", 0L, new long[] { -2 }, new long[] { 1 })]
    [InlineData("sizes or strides that no tensor has", 0L, new long[] { 2 }, new long[] { 1, 1 })]
    [InlineData("sizes or strides that no tensor has", 0L, new long[] { 1L << 40 }, new long[] { 0 })]
    [InlineData("more numbers than can be read", 0L, new long[] { 1 << 30, 1 << 30, 1 << 30, 1 << 30 }, new long[] { 0, 0, 0, 0 })]
    [InlineData("more numbers than it has itself", 0L, new long[] { 1 << 30 }, new long[] { 0 })]
    public void A_view_stays_within_its_storage(string fault, long offset, long[] sizes, long[] strides) =>
        AssertRefused(new PickleWriter().Op('}').Text("a").Tensor("FloatStorage", "0", 2, offset, sizes, strides).Op('s').End(), fault);

    [Fact]
    public void Many_views_of_the_same_numbers_do_not_grow_without_limit()
    {
        var pickle = new PickleWriter().Op('}', '(');
        for (var i = 0; i < 300; i++)
        {
            pickle.Text($"{i}").Tensor("FloatStorage", "0", 1 << 20, 0, [1 << 10, 1 << 10], [1, 1 << 10]); // transposed
        }

        var bytes = TorchFileBytes.Zip(pickle.Op('u').End(), [("0", new byte[4 << 20])]);
        AssertCheap(bytes, "more numbers than it has itself", 16 << 20);
    }

    [Fact]
    public void A_bomb_of_remembered_tuples_costs_nothing()
    {
        var pickle = new PickleWriter().Op('N', 'q', '\0');
        for (var i = 0; i < 200; i++)
        {
            pickle.Op('h', '\0', '\x86', 'q', '\0'); // each of the one before, twice
        }

        AssertCheap(TorchFileBytes.Zip(pickle.End(), Storage), "holds no dictionary", 1 << 20);
    }

    [Theory]
    [InlineData("nested too deeply", '(', 2_000)]
    [InlineData("nested too deeply", ']', 200_000)]
    [InlineData("more than 1000000 opcodes", 'q', 1_000_001)]
    public void Depth_and_length_are_limited(string fault, char opcode, int times)
    {
        var pickle = new PickleWriter().Op('N');
        for (var i = 0; i < times; i++)
        {
            pickle.Op(opcode);
            if (opcode == 'q')
            {
                pickle.Op('\0');
            }
        }

        AssertRefused(pickle.End(), fault);
    }

    public static TheoryData<string, string> Zips
    {
        get
        {
            var good = new PickleWriter().Op('}').Text("a").Floats("0", 2).Op('s').End();
            var storage = TorchFileBytes.Floats(1, 2);
            (string, byte[]) pickle = ("archive/data.pkl", good);
            (string, byte[]) numbers = ("archive/data/0", storage);
            string Stored(params (string, byte[])[] entries) => Convert.ToHexString(TorchFileBytes.ZipOf(CompressionLevel.NoCompression, entries));
            return new()
            {
                { "does not have one data.pkl", Stored(numbers) },
                { "does not have one data.pkl", Stored(("data.pkl", good)) },
                { "does not have one data.pkl", Stored(pickle, numbers, ("other/data.pkl", good)) },
                { "storage '0' is missing", Stored(pickle) },
                { "storage '0' is missing or does not have 8 bytes", Stored(pickle, ("archive/data/0", new byte[7])) },
                { "storage '0' is missing", Stored(pickle, ("other/data/0", storage)) },
                { "is repeated", Stored(pickle, numbers, numbers) },
                { "its numbers are big-endian", Stored(pickle, numbers, ("archive/byteorder", "big"u8.ToArray())) },
                { "a program of TorchScript", Stored(pickle, numbers, ("archive/constants.pkl", good)) },
                { "goes on after its end", Stored(("archive/data.pkl", [.. good, 0]), numbers) },
                { "is compressed or encrypted", Convert.ToHexString(TorchFileBytes.ZipOf(CompressionLevel.Optimal, pickle, ("archive/data/0", new byte[1000]))) },
                { "is cut off", Convert.ToHexString("PK\x03\x04"u8) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Zips))]
    public void A_wrong_zip_file_is_refused_by_what_is_wrong(string fault, string hex) => AssertRefusedFile(Convert.FromHexString(hex), fault);

    [Theory]
    [InlineData("more than 65,534 entries", 10, 0xffff)]
    [InlineData("one of several parts", 8, 1)]
    [InlineData("one of several parts", 4, 1)]
    [InlineData("lies outside of it", 16, 0xffff)]
    [InlineData("the list of its entries is damaged", 16, 3)]
    [InlineData("is cut off", 20, 7)]
    public void A_wrong_end_of_a_zip_file_is_refused(string fault, int field, ushort value)
    {
        var zip = TorchFileBytes.Zip(new PickleWriter().Op('}').Text("a").Floats("0", 2).Op('s').End(), [("0", new byte[8]), ("1", new byte[900])]);
        BitConverter.GetBytes(value).CopyTo(zip, zip.Length - 22 + field);
        AssertRefusedFile(zip, fault);
    }

    [Fact]
    public void A_pickle_that_is_too_long_is_not_read() => AssertCheap(
        TorchFileBytes.Zip(new byte[(64 << 20) + 1], []), "its pickle has more than 64 MB", 1 << 20);

    [Fact]
    public void A_zip_bomb_is_not_inflated() => AssertCheap(
        TorchFileBytes.ZipOf(CompressionLevel.SmallestSize, ("archive/data.pkl", new byte[256 << 20])), "is compressed or encrypted", 1 << 20);

    [Fact]
    public void A_storage_has_one_type_and_length() => AssertRefused(
        new PickleWriter().Op('}', '(').Text("a").Floats("0", 2).Text("b").Tensor("IntStorage", "0", 2, 0, [2], [1]).Op('u').End(),
        "gives a storage two types or lengths");

    [Fact]
    public void A_negated_view_is_refused() => AssertRefused(
        new PickleWriter().Name("torch._utils", "_rebuild_tensor_v2").Op('(').Storage("FloatStorage", "0", 2).Long(0).Tuple(2).Tuple(1)
            .Op('\x89', 'N', '}').Text("neg").Op('\x88', 's', 't', 'R').End(),
        "other arguments than torch.save does");

    [Fact]
    public void A_wrong_legacy_file_is_refused_by_what_is_wrong()
    {
        var pickle = new PickleWriter().Op('}').Text("a").Floats("0", 2, legacy: true).Op('s').End();
        AssertRefusedFile(TorchFileBytes.Legacy(pickle, [("0", [1, 2])], isLittleEndian: false), "its numbers are big-endian");
        AssertRefusedFile(TorchFileBytes.Legacy(pickle, [("0", [1])]), "its storages are not those of its tensors");
        AssertRefusedFile(TorchFileBytes.Legacy(pickle, [("1", [1, 2])]), "its storages are not those of its tensors");
        AssertRefusedFile(TorchFileBytes.Legacy(pickle, []), "does not list its storages");
        AssertRefusedFile([.. TorchFileBytes.Legacy(pickle, [("0", [1, 2])]), 0], "goes on after its last storage");
        AssertRefusedFile(pickle, "is a pickle, but not one of torch.save");
        AssertRefusedFile(TorchFileBytes.Legacy(new PickleWriter().Name("os", "system").Text("true").Op('\x85', 'R').End(), []), "it asks for 'os.system'");
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        var pickle = new PickleWriter().Op('}').Text("a").Floats("0", 2).Op('s').End();
        byte[][] files = [TorchFileBytes.Zip(pickle, Storage), TorchFileBytes.Legacy(pickle, [("0", [1, 2])])];
        Assert.All(files, whole =>
        {
            Assert.Equal(2, TorchFile.Parse(whole, "whole").Tensors["a"].Count);
            for (var length = 0; length < whole.Length; length++)
            {
                AssertRefusedFile(whole[..length], "");
            }
        });
    }

    [Fact]
    public void A_thousand_damaged_files_are_read_or_refused()
    {
        var pickle = new PickleWriter().Op('}', '(').Text("epoch").Number(3).Text("state_dict").Op('}').Text("a")
            .Tensor("FloatStorage", "0", 64, 0, [2, 32], [1, 2]).Op('s', 'u').End();
        var numbers = new float[64];
        var legacy = TorchFileBytes.Legacy(pickle, [("0", numbers)]);
        var zip = TorchFileBytes.Zip(pickle, [("0", TorchFileBytes.Floats(numbers))]);
        var read = new int[3];
        for (var seed = 1; seed <= 1000; seed++)
        {
            var random = new Random(seed);
            var bytes = (seed % 3) switch
            {
                0 => TorchFileBytes.Zip(ByteMutations.Mutate(pickle, random), [("0", TorchFileBytes.Floats(numbers))]), // under a whole zip, which lets the damage through
                1 => ByteMutations.Mutate(zip, random),
                _ => ByteMutations.Mutate(legacy, random),
            };
            read[seed % 3] += IsRead(bytes) ? 1 : 0;
        }

        Assert.All(read, count => Assert.InRange(count, 1, 200)); // damage that changes numbers alone cannot be seen
    }

    private static bool IsRead(byte[] bytes)
    {
        try
        {
            Assert.All(TorchFile.Parse(bytes, "x.pth").Tensors.Values, tensor =>
                Assert.Equal(tensor.Shape.Aggregate(1L, (product, size) => product * size), tensor.Count));
            return true;
        }
        catch (WeightFileException refused)
        {
            AssertGood(refused.Message);
            return false;
        }
    }

    private static void AssertRefused(byte[] pickle, string fault) => AssertRefusedFile(TorchFileBytes.Zip(pickle, Storage), fault);

    private static void AssertRefusedFile(byte[] bytes, string fault)
    {
        var message = Assert.Throws<WeightFileException>(() => TorchFile.Parse(bytes, "x.pth")).Message;
        Assert.Contains(fault, message);
        AssertGood(message);
    }

    // Damage is met by a check that names it, and not by an exception of the reader's own.
    private static void AssertGood(string message)
    {
        Assert.StartsWith("x.pth cannot be read as a file of torch.save: ", message);
        Assert.EndsWith("torch.save(model.state_dict(), FILE)", message);
        Assert.DoesNotContain("is not what this workbench writes", message);
        Assert.InRange(message.Length, 60, 500);
        Assert.DoesNotContain(message, char.IsControl);
    }

    private static void AssertCheap(byte[] bytes, string fault, long most)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(fault, Assert.Throws<WeightFileException>(() => TorchFile.Parse(bytes, "x.pth")).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, most);
    }

    private static string Hex(PickleWriter pickle) => Convert.ToHexString(pickle.End());
}
