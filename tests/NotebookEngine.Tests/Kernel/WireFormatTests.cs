using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using NotebookEngine.Kernel.Protocol;

namespace NotebookEngine.Tests.Kernel;

public class WireFormatTests
{
    private const string Key = "a0436f6c-1916-498b-8eb9-e81ab9368e84";

    private static readonly string[] Nonsense =
        ["", "{", "{}", "[]", "null", "5", """{"msg_type":5}""", """{"msg_type":null}""", """{"a":1,"a":2}""", """{"msg_type":"\ud800"}"""];

    private readonly WireFormat _format = new(Key);

    [Fact]
    public void A_message_is_read_as_it_was_written()
    {
        var parent = """{"msg_id":"1"}"""u8.ToArray();
        byte[] identity = [0, 1, 2, 255];
        var frames = _format.Write(new Outgoing(Channel.Shell, [identity], "execute_request", parent, new JsonObject { ["code"] = "1 + 1 // ü 😀" }));

        var read = _format.Read(frames);

        Assert.Equal("execute_request", read.Type);
        Assert.Equal("1 + 1 // ü 😀", read.Text("code"));
        Assert.Equal(identity, Assert.Single(read.Identities));
        Assert.Equal(parent, frames[4]);
    }

    [Fact]
    public void The_signature_is_that_of_the_specification()
    {
        // printf '{"a":1}{}{}{}' | openssl dgst -sha256 -hmac key
        var signature = new MessageSigner("key").Sign(["""{"a":1}"""u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray()]);

        Assert.Equal("f1128388193e4dd1aa760827bd756a1b40b627676b5efe22c0e8297919bfa218", Encoding.ASCII.GetString(signature));
    }

    [Fact]
    public void A_changed_bit_anywhere_is_noticed()
    {
        var frames = Whole();
        Gen.Select(Gen.Int[1, frames.Length - 1], Gen.Int[0, 10_000], Gen.Int[0, 7]).Sample((frame, at, bit) =>
        {
            var changed = frames.Select(bytes => bytes.ToArray()).ToArray();
            changed[frame][at % changed[frame].Length] ^= (byte)(1 << bit);
            Assert.Throws<DroppedMessageException>(() => _format.Read(changed));
        });
    }

    [Fact]
    public void Any_frames_are_read_or_dropped()
    {
        var part = Gen.OneOf(
            Gen.Byte.Array[0, 40],
            Words(["<IDS|MSG>", .. Nonsense, new string('[', 500)]));
        part.Array[0, 12].Sample(frames => Assert.Throws<DroppedMessageException>(() => { _format.Read(frames); }));
    }

    [Fact]
    public void Rightly_signed_nonsense_is_dropped()
    {
        Words(Nonsense).Array[4].Sample(parts => Assert.Throws<DroppedMessageException>(() =>
        {
            _format.Read(["<IDS|MSG>"u8.ToArray(), new MessageSigner(Key).Sign(parts), .. parts]);
        }));
    }

    [Fact]
    public void Too_much_is_dropped_before_it_is_looked_at()
    {
        var large = Whole();
        large[^1] = new byte[WireFormat.LargestMessage];
        byte[][] many = [.. Enumerable.Repeat<byte[]>([1], 100), .. Whole()];

        Assert.Contains("larger", Assert.Throws<DroppedMessageException>(() => _format.Read(large)).Message);
        Assert.Contains("larger", Assert.Throws<DroppedMessageException>(() => _format.Read(many)).Message);
    }

    private static Gen<byte[]> Words(string[] words) => Gen.Int[0, words.Length - 1].Select(at => Encoding.UTF8.GetBytes(words[at]));

    private byte[][] Whole() =>
        [.. _format.Write(new Outgoing(Channel.Shell, [[7]], "execute_request", "{}"u8.ToArray(), new JsonObject { ["code"] = "1" }))];
}
