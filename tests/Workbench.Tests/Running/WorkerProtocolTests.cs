using CsCheck;
using Workbench.Running;

namespace Workbench.Tests.Running;

public class WorkerProtocolTests
{
    [Theory]
    [InlineData("progress 0 4", 0.0)]
    [InlineData("progress 1 4", 0.25)]
    [InlineData("progress 4 4", 1.0)]
    public void A_share_is_read(string line, double share) => Assert.Equal(share, WorkerProtocol.ShareIn(line));

    [Theory]
    [InlineData("")]
    [InlineData("progress")]
    [InlineData("progress 1")]
    [InlineData("progress 1 0")]
    [InlineData("progress -1 4")]
    [InlineData("progress 1 4 5")]
    [InlineData("progress  1 4")]
    [InlineData("progress 1.5 4")]
    [InlineData("progress 5 4")]
    [InlineData("progress 1 99999999999")]
    [InlineData("Progress 1 4")]
    [InlineData("error: progress 1 4")]
    public void Another_line_reports_nothing(string line) => Assert.Null(WorkerProtocol.ShareIn(line));

    [Fact]
    public void No_line_is_too_strange() => Gen.String.Sample(line => WorkerProtocol.ShareIn(line) is null or (>= 0 and <= 1));
}
