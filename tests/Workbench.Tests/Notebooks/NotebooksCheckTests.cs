using Workbench.Tests.Exercises;
using Workbench.Tests.Running;

namespace Workbench.Tests.Notebooks;

public class NotebooksCheckTests
{
    [DeepFact]
    public async Task Executing_them_again_gives_the_committed_outputs()
    {
        var (code, output, error) = await WorkbenchProgram.RunAsync(["notebooks", "check", .. Shipped.Paths, .. Lessons.Paths]);
        Assert.True(code == 0, output + error);
    }
}
