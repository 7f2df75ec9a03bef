using NotebookEngine.Running;

namespace NotebookEngine.Tests.Running;

public sealed class ParameterCellTests
{
    [Theory]
    [InlineData("var x = \"a\";", "1; Exit()\" \\", "var x = \"1; Exit()\\\" \\\\\";")]
    [InlineData("string? x = null;", "null", "string? x = \"null\";")]
    [InlineData("var x = 3;", "-7", "var x = -7;")]
    [InlineData("int? x = null;", "7", "int? x = 7;")]
    [InlineData("int? x = 7;", "null", "int? x = null;")]
    [InlineData("var x = 3L;", "9000000000", "var x = 9000000000L;")]
    [InlineData("var x = 0.5;", "2", "var x = 2D;")]
    [InlineData("double x = 1;", "1e-3", "double x = 0.001D;")]
    [InlineData("var x = -0.5f;", "-2.5", "var x = -2.5F;")]
    [InlineData("const decimal x = 1;", "0.1", "const decimal x = 0.1M;")]
    [InlineData("var x = true;", "false", "var x = false;")]
    [InlineData("var x = Mode.Fast;", "Mode.Slow", "var x = System.Enum.Parse<Mode>(\"Slow\");")]
    [InlineData("var x = Some.Mode.Fast;", "Slow", "var x = System.Enum.Parse<Some.Mode>(\"Slow\");")]
    [InlineData("Mode? x = null;", "Slow", "Mode? x = System.Enum.Parse<Mode>(\"Slow\");")]
    [InlineData("int y = 1, x = 2; // x = 2", "5", "int y = 1, x = 5; // x = 2")]
    [InlineData("void F() { var x = 1; } var x = 2;", "5", "void F() { var x = 1; } var x = 5;")]
    public void A_value_becomes_a_literal_of_the_type_that_is_there(string code, string value, string expected) =>
        Assert.Equal(expected, Set(code, ("x", value)));

    [Theory]
    [InlineData("var x = 3;", "1; System.Environment.Exit(3)")]
    [InlineData("var x = 3;", "Foo()")]
    [InlineData("var x = 3;", "0.5")]
    [InlineData("var x = 3;", "true")]
    [InlineData("var x = 3;", "3000000000")]
    [InlineData("var x = 3;", "null")]
    [InlineData("byte x = 3;", "256")]
    [InlineData("var x = 0.5;", "NaN")]
    [InlineData("var x = 0.5;", "1e999")]
    [InlineData("var x = 0.5;", "0,5")]
    [InlineData("var x = true;", "1")]
    [InlineData("var x = Mode.Fast;", "7")]
    [InlineData("var x = Mode.Fast;", "Fast, Slow")]
    [InlineData("var x = Mode.Fast;", "Other.Fast")]
    [InlineData("enum Mode { Fast, Slow } var x = Mode.Fast;", "Medium")]
    [InlineData("var x = new[] { 1 };", "1")]
    [InlineData("var x = Foo();", "1")]
    public void A_value_that_does_not_fit_is_refused(string code, string value) => Assert.Contains("'x'", Refusal(code, ("x", value)), StringComparison.Ordinal);

    [Fact]
    public void A_refusal_lists_what_there_is()
    {
        const string Code = "var preset = \"smoke\"; int? epochs = 3; var list = new[] { 1 }; var mode = Mode.Fast;";
        const string Known = "it has preset (string), epochs (int?), mode (Mode)";
        Assert.Equal($"the notebook has no parameter 'other'; {Known}", Refusal(Code, ("other", "1")));
        Assert.Equal($"parameter 'epochs' (int?) cannot be 'many'; {Known}", Refusal(Code, ("epochs", "many")));
        Assert.Equal($"parameter 'list' has a type that is not set from outside; {Known}", Refusal(Code, ("list", "1")));
        Assert.EndsWith("no cell tagged 'parameters' declares a variable with a value that can be set", Refusal("", ("x", "1")), StringComparison.Ordinal);
    }

    private static string Refusal(string code, params (string Name, string Value)[] values) =>
        Assert.Throws<ArgumentException>(() => Set(code, values)).Message;

    private static string Set(string code, params (string Name, string Value)[] values) => ParameterCell.SetParameters(
        SampleNotebook.Of((code, [ParameterCell.Tag])), values.ToDictionary(value => value.Name, value => value.Value))[0];
}
