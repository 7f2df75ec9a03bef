using CsCheck;
using NotebookEngine.Terminal;

namespace NotebookEngine.Tests.Terminal;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("a\tb\nc é 😀\n", "a\tb\nc é 😀\n")]
    [InlineData("\r1 %\r10 %\r100 %", "100 %")]
    [InlineData("one\r\ntwo\r\n", "one\ntwo\n")]
    [InlineData("long line\rshort", "shortline")]
    [InlineData("long line\r\e[Kshort", "short")]
    [InlineData("long line\e[2K\rshort", "short")]
    [InlineData("a\b\bb\bc", "c")]
    [InlineData("\e[?25l\e]8;;http://x\e\\link\e]8;;\e\\", "link")]
    [InlineData("\e]0;title\alink", "link")]
    [InlineData("\e[31;1mred\e[0m and \u009b32mgreen", "red and green")]
    [InlineData("\e[38:2::1:2:3mred", "red")]
    [InlineData("\e(Bplain\e=\e7", "plain")]
    [InlineData("1/2\n1/9\e[1A\r2/2\n\r9/9", "2/2\n9/9")]
    [InlineData("a\nb\nc\e[2F\e[Jd", "d")]
    [InlineData("old\nold\e[2J\e[Hnew", "new")]
    [InlineData("a\e[3Cb\e[2Gc", "ac  b")]
    [InlineData("\e]8;;http://x\nnext", "]8;;http://x\nnext")]
    [InlineData("end\e", "end")]
    [InlineData("\a\0\x7f\v", "")]
    public void What_a_terminal_would_show_is_left(string text, string shown) => Assert.Equal(shown, TerminalText.ToPlain(text));

    [Fact]
    public void Any_text_is_taken_and_its_plain_form_stays() =>
        Gen.String[Gen.Char["ab1;\n\r\b\t\e[]\\KJAHC?\a\x9b\x9d\ud83d"], 0, 60].Sample(text =>
        {
            var plain = TerminalText.ToPlain(text);
            Assert.DoesNotContain(plain, letter => letter is < ' ' and not ('\n' or '\t') or (>= '\x7f' and <= '\x9f'));
            Assert.Equal(plain, TerminalText.ToPlain(plain));
        });

    [Theory]
    [InlineData("\e[9999999999999C9\e[999999999C")]
    [InlineData("\x9d")]
    [InlineData("\e[1")]
    [InlineData("x\e[2K")]
    [InlineData("\nx\e[999C\e[A")]
    public void A_hostile_text_takes_no_longer(string piece)
    {
        var text = new string('x', 200_000) + string.Concat(Enumerable.Repeat(piece, 50_000));
        Assert.InRange(TerminalText.ToPlain(text).Length, 0, 50_000_000);
    }

    [Fact]
    public void Blanks_that_a_few_letters_ask_for_are_limited() =>
        Assert.InRange(TerminalText.ToPlain(string.Concat(Enumerable.Repeat("\e[256Gx\n", 300_000))).Length, 1_000_000, 2_000_000);
}
