using Workbench.Tests.Exercises;
using Workbench.Tests.Running;

namespace Workbench.Tests.Notebooks;

public class NotebooksCheckTests
{
    // The lessons, and the first of the others: nbconvert executes all of these with our kernel (JupyterTests).
    [DeepFact]
    public async Task Executing_them_again_gives_the_committed_outputs()
    {
        var (code, output, error) = await WorkbenchProgram.RunAsync(["notebooks", "check", Shipped.Paths[0], .. Lessons.Paths]);
        Assert.True(code == 0, output + error);
    }
}
