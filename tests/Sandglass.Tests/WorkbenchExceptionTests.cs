namespace Sandglass.Tests;

public class WorkbenchExceptionTests
{
    [Theory]
    [InlineData("a\nb\r\nc", "a?b??c")]
    [InlineData("\u001b[2J\u0007\0", "?[2J??")]
    [InlineData("a\u202eb\u2028c", "a?b?c")]
    [InlineData("Größe 图 😀", "Größe 图 😀")]
    public void A_message_is_one_line_whatever_it_names(string message, string shown)
    {
        Assert.Equal(shown, new WorkbenchException(message).Message);
        Assert.Equal(shown, new WorkbenchException(message, new IOException()).Message);
    }

    [Fact]
    public void Half_a_character_is_shown_as_none() => Assert.Equal("half ?", new WorkbenchException("half \ud800").Message);
}
