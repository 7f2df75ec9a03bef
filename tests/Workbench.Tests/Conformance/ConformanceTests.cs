using Workbench.Tests.Interactive;
using Workbench.Tests.Kernel;

namespace Workbench.Tests.Conformance;

[Collection(NotebookHost.OneAtATime)]
public class ConformanceTests
{
    [DeepFact]
    public async Task Our_kernel_does_what_users_need()
    {
        using var jupyter = new JupyterFolder();
        var printed = await jupyter.PythonAsync(
            Repository.PathTo("tests", "Conformance", "conformance.py"), "--kernel", "ours", "--workbench", Path.Combine(AppContext.BaseDirectory, "workbench"));
        TestContext.Current.TestOutputHelper?.WriteLine(printed);
    }
}
