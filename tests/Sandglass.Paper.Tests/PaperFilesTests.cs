using Sandglass.Data;

namespace Sandglass.Paper.Tests;

public sealed class PaperFilesTests : IDisposable
{
    private const string Header = "id,topic,place,statement,published,source,mark,found,measurement,proxy,proxy_measurement,reason,cell";

    private readonly TemporaryFolder _data = new();

    [Theory]
    [InlineData("a,t,p,s,,OFF,CERTAIN,,,,,r,", 2, "mark", "'CERTAIN' is not a mark")]
    [InlineData(",t,p,s,,OFF,VERIFIED,,,,,r,", 2, "id", "the cell is empty")]
    [InlineData("a,t,p,s,,OFF,VERIFIED,,,,,,", 2, "reason", "if arithmetic does not decide")]
    [InlineData("a,t,p,s,3.5M,OFF,VERIFIED,,count mobilenext 1.0 parameters,,,r,", 2, "reason", "if arithmetic does not decide")]
    [InlineData("a,t,p,s,3.5,OFF,VERIFIED,,count mobilenext 1.0 parameters,,,,", 2, "published", "'3.5' is not a number of millions")]
    [InlineData("a,t,p,s,3.5M,OFF,VERIFIED,,count mobilenex 1.0 parameters,,,,", 2, "measurement", "the most similar is mobilenext")]
    [InlineData("a,t,p,s,3.5M,OFF,VERIFIED,,count mobilenext wide parameters,,,,", 2, "measurement", "'wide' is not a number")]
    [InlineData("a,t,p,s,3.5M,OFF,VERIFIED,,count mobilenext 1.0 flops,,,,", 2, "measurement", "'flops' cannot be counted")]
    [InlineData("a,t,p,s,,OFF,VERIFIED,,structure mobilenext 1.0 round,,,,", 2, "measurement", "'round' is not a rule")]
    [InlineData("a,t,p,s,,OFF,VERIFIED,,verdict holds,,,,", 2, "measurement", "'verdict holds' is not a measurement")]
    [InlineData("a,t,p,s,,OFF,VERIFIED,,,we,study nothing 1x a > b,r,", 2, "proxy_measurement", "there is no study 'nothing'")]
    [InlineData("a,t,p,s,,OFF,VERIFIED,,,we,study blocks 1x a > b by lots,r,", 2, "proxy_measurement", "'by lots' is not a gain")]
    [InlineData("a,t,p,s,,OFF,VERIFIED,,,we,study blocks 1x a = b,r,", 2, "proxy_measurement", "is not a measurement")]
    [InlineData("a,t,p,s,,OFF,VERIFIED,,,we,,r,", 2, "proxy", "a sentence and a measurement")]
    [InlineData("a,t,p,s,,ELSEWHERE,VERIFIED,,,,,r,", 2, "source", "there is no source 'ELSEWHERE'")]
    [InlineData("a,t,p,s,,,VERIFIED,,,,,r,", 2, "source", "except an UNVERIFIED one")]
    [InlineData("a,t,p,s,1,OFF,UNVERIFIED,,,,,r,", 2, "source", "except an UNVERIFIED one")]
    [InlineData("a,t,p,s,,OFF,VERIFIED,,,,,r,counting", 2, "cell", "'counting' is not a cell")]
    [InlineData("a,t,p,s,,OFF,VERIFIED,,,,,r,../x#y", 2, "cell", "is not a cell")]
    [InlineData("a,t,p,s,,OFF,VERIFIED,,,,,r,\na,t,p,s,,OFF,VERIFIED,,,,,r,", 3, "id", "there is another claim 'a'")]
    [InlineData("a,t,p,s", 2, "published", "the row has 4 cells, not 13")]
    [InlineData("a,t,p,\"s,,OFF,VERIFIED,,,,,r,", 2, "4", "its quotes do not match")]
    [InlineData("a,t,p,s\"s,,OFF,VERIFIED,,,,,r,", 2, "4", "its quotes do not match")]
    [InlineData("a,t,p,\"s\"s,,OFF,VERIFIED,,,,,r,", 2, "4", "its quotes do not match")]
    public void A_wrong_row_is_one_error_with_row_and_column(string rows, int row, string column, string problem)
    {
        Write($"{Header}\n{rows}\n");
        var error = Assert.Throws<CsvException>(() => ClaimLedger.Load(_data.Path));

        Assert.Equal(("claims.csv", row, column), (error.Table, error.Row, error.Column));
        Assert.StartsWith(FormattableString.Invariant($"claims.csv, row {row}, column {column}: "), error.Message);
        Assert.Contains(problem, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("id,id\n")]
    [InlineData("id,topic\na,t\n")]
    public void A_wrong_header_is_an_error_in_row_1(string text)
    {
        Write(text.Length == 0 ? "\na\n" : text);
        Assert.Equal(1, Assert.Throws<CsvException>(() => ClaimLedger.Load(_data.Path)).Row);
    }

    [Fact]
    public void A_missing_or_huge_file_is_one_error_with_its_path()
    {
        Write(new string('x', (1 << 20) + 1));
        Assert.Contains("has more than 1048576 bytes", Assert.Throws<WorkbenchException>(() => ClaimLedger.Load(_data.Path)).Message);
        File.Delete(_data["paper/claims.csv"]);
        Assert.Contains(_data["paper"], Assert.Throws<WorkbenchException>(() => ClaimLedger.Load(_data.Path)).Message);
    }

    [Fact]
    public void Quoted_cells_keep_commas_and_quotes()
    {
        Write($"{Header}\na,t,p,\"says \"\"one, two\"\"\",,OFF,VERIFIED,,,,,r,\n");
        Assert.Equal("says \"one, two\"", ClaimLedger.Load(_data.Path).Claims.Single().Statement);
    }

    public void Dispose() => _data.Dispose();

    private void Write(string claims)
    {
        Directory.CreateDirectory(_data["paper"]);
        File.WriteAllText(_data["paper/sources.csv"], "source,what,where\nOFF,code,GitHub\n");
        File.WriteAllText(_data["paper/claims.csv"], claims);
    }
}
