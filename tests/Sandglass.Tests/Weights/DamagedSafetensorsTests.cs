using Sandglass.Tests.Data;
using Sandglass.Weights;

namespace Sandglass.Tests.Weights;

public class DamagedSafetensorsTests
{
    public static bool IsUnix => !OperatingSystem.IsWindows();

    private const string Good = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    [Theory]
    // Names.
    [InlineData("'a' is repeated", """{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""")]
    [InlineData("'a' is repeated", """{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"\u0061":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""")]
    [InlineData("a name is not a text of whole characters", """{"\ud800":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""")]
    [InlineData("tensor 'a' is not an object", """{"a":[]}""")]
    // Fields.
    [InlineData("tensor 'a' has no dtype", """{"a":{"shape":[8],"data_offsets":[0,8]}}""")]
    [InlineData("tensor 'a' has no shape", """{"a":{"dtype":"U8","data_offsets":[0,8]}}""")]
    [InlineData("tensor 'a' has no data_offsets", """{"a":{"dtype":"U8","shape":[8]}}""")]
    [InlineData("'shape' is repeated", """{"a":{"dtype":"U8","shape":[8],"shape":[8],"data_offsets":[0,8]}}""")]
    [InlineData("has a field 'stride'", """{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8],"stride":1}}""")]
    // dtype.
    [InlineData("dtype of 'a' is 'f32'", """{"a":{"dtype":"f32","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("dtype of 'a' is '9'", """{"a":{"dtype":"9","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("dtype of 'a' is not a text", """{"a":{"dtype":null,"shape":[2],"data_offsets":[0,8]}}""")]
    // shape.
    [InlineData("shape of 'a' is not a list", """{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""")]
    [InlineData("shape of 'a' holds something else", """{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""")]
    [InlineData("shape of 'a' holds something else", """{"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}""")]
    [InlineData("shape of 'a' holds something else", """{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""")]
    [InlineData("shape of 'a' holds something else", """{"a":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,8]}}""")]
    [InlineData("does not fill its 8 bytes", """{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""")]
    [InlineData("does not fill its 8 bytes", """{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("does not fill its 8 bytes", """{"a":{"dtype":"F32","shape":[4611686018427387905,2],"data_offsets":[0,8]}}""")] // 8 modulo 2⁶⁴
    [InlineData("shape of 'a' has more than 32 numbers", """{"a":{"dtype":"U8","shape":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,8],"data_offsets":[0,8]}}""")]
    // data_offsets.
    [InlineData("data_offsets of 'a' is not a list", """{"a":{"dtype":"F32","shape":[2],"data_offsets":{}}}""")]
    [InlineData("data_offsets of 'a' are 1 numbers", """{"a":{"dtype":"F32","shape":[2],"data_offsets":[8]}}""")]
    [InlineData("data_offsets of 'a' has more than 2", """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}""")]
    [InlineData("data_offsets of 'a' holds something else", """{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""")]
    [InlineData("end at 0, before they begin at 8", """{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""")]
    [InlineData("begin at 4, and the tensors before it end at 0", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""")] // gap
    [InlineData("begin at 0, and the tensors before it end at 8", """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("end at 12, and 8 bytes of data follow", """{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""")]
    [InlineData("end at 4, and 8 bytes of data follow", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("end at 0, and 8 bytes of data follow", "{}")]
    // Metadata.
    [InlineData("__metadata__ is not an object", """{"__metadata__":"x"}""")]
    [InlineData("__metadata__ 'x' is not a text", """{"__metadata__":{"x":1}}""")]
    [InlineData("__metadata__ 'x' is not a text", """{"__metadata__":{"x":{}}}""")]
    [InlineData("'x' is repeated", """{"__metadata__":{"x":"1","x":"1"}}""")]
    [InlineData("'__metadata__' is repeated", """{"__metadata__":{},"__metadata__":{}}""")]
    // The header itself.
    [InlineData("does not begin with {", "[]")]
    [InlineData("does not begin with {", " {}")]
    [InlineData("does not begin with {", "")]
    [InlineData("is not JSON", "{")]
    [InlineData("is not JSON", "{},")]
    [InlineData("is not JSON", "{}{}")]
    [InlineData("is not JSON", "{} // more")]
    public void A_wrong_header_is_refused_by_what_is_wrong(string fault, string header) =>
        AssertRefused(HeaderBytes.File(header, dataBytes: 8), fault);

    [Fact]
    public void A_header_that_is_not_text_is_refused() =>
        AssertRefused(HeaderBytes.File([(byte)'{', (byte)'"', 0xff, (byte)'"']), "its header is not UTF-8");

    [Theory]
    [InlineData(100_000_001UL, "would have 100000001 bytes, but the format allows")]
    [InlineData(ulong.MaxValue, "the format allows")]
    [InlineData(100_000_000UL, "would have 100000000 bytes, but only 54 follow")]
    public void A_header_that_would_be_too_long_is_refused(ulong length, string fault)
    {
        var file = HeaderBytes.File(Good, 0);
        HeaderBytes.Length(length).CopyTo(file, 0);
        AssertRefused(file, fault);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        var whole = HeaderBytes.File(Good, dataBytes: 8);
        Assert.Equal(2, SafetensorsFile.Parse(whole, "whole").Tensors["a"].Count);
        for (var length = 0; length < whole.Length; length++)
        {
            AssertRefused(whole[..length], "");
        }

        AssertRefused([.. whole, 0], "8, and 9 bytes of data follow");
    }

    [Fact]
    public void A_long_name_with_line_ends_is_quoted_in_one_short_line() =>
        AssertRefused(HeaderBytes.File("{\"a\\n\\u2028" + new string('b', 5000) + "\":1}"), "'a??bbb");

    [Fact]
    public void A_missing_file_and_a_folder_are_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("cannot be read", Assert.Throws<WeightFileException>(() => SafetensorsFile.Read(folder["none"])).Message);
        Assert.Contains("cannot be read", Assert.Throws<WeightFileException>(() => SafetensorsFile.Read(folder.Path)).Message);
    }

    [Theory]
    [InlineData(0UL, "does not begin with {")] // zeros all the way
    [InlineData(7_310_034_283_826_791_226UL, "the format allows")] // garbage
    [InlineData(1000UL, "does not begin with {")]
    public void Two_gigabytes_of_nothing_cost_no_memory(ulong header, string fault) =>
        AssertCheap(2_000_000_000, [.. HeaderBytes.Length(header)], fault);

    [Fact]
    public void A_header_is_held_against_the_length_of_the_file_first() =>
        AssertCheap(2_000_000_000, HeaderBytes.File(Good), "the tensors end at 8, and 1999999938 bytes of data follow");

    [Fact]
    public void A_file_of_any_length_is_refused_at_once() => AssertCheap(1L << 40, HeaderBytes.File(Good), "can be read; split it");

    [Fact]
    public void A_header_of_too_many_names_is_refused()
    {
        var names = string.Join(',', Enumerable.Range(0, 100_001).Select(i => $"\"{i}\":\"\""));
        AssertRefused(HeaderBytes.File($"{{\"__metadata__\":{{{names}}}}}"), "more than 100000 names");
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "Windows has no endless files")]
    public void What_never_ends_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["zero"], "/dev/zero");
        Assert.Contains("is a device", Assert.Throws<WeightFileException>(() => SafetensorsFile.Read(folder["zero"])).Message);
    }

    [Fact]
    public void What_is_read_from_a_file_is_what_its_bytes_say()
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = [.. HeaderBytes.File(Good), 0, 0, 0x80, 0x3f, 0, 0, 0, 0x40];
        File.WriteAllBytes(folder["good"], bytes);
        var file = SafetensorsFile.Read(folder["good"]);
        Assert.Equal([1f, 2f], file["a"].ToSingles());
        Assert.Equal(SafetensorsFile.Parse(bytes, "good").Sha256, file.Sha256);
    }

    private static void AssertCheap(long length, byte[] start, string fault)
    {
        using var folder = new TemporaryFolder();
        using (var sparse = File.Create(folder["sparse"]))
        {
            sparse.Write(start);
            sparse.SetLength(length);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(fault, Assert.Throws<WeightFileException>(() => SafetensorsFile.Read(folder["sparse"])).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    private static void AssertRefused(byte[] bytes, string fault)
    {
        var message = Assert.Throws<WeightFileException>(() => SafetensorsFile.Parse(bytes, "x.safetensors")).Message;
        Assert.StartsWith("x.safetensors is not a whole safetensors file: ", message);
        Assert.Contains(fault, message);
        Assert.Contains("download it again", message);
        Assert.InRange(message.Length, 60, 400);
        Assert.DoesNotContain('\n', message);
    }
}
