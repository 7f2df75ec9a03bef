namespace Workbench.Tests.Running;

public class RemovedFolderTests
{
    [Theory]
    [InlineData("runs", "list")]
    [InlineData("train", "--preset", "smoke")]
    public async Task A_command_says_that_its_folder_is_gone(params string[] arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows removes no folder in which a program runs");
        Assert.Equal(
            (1, "", "error: the current folder is no longer there; change to one that is and start again\n"),
            await WorkbenchProgram.RunInRemovedFolderAsync(arguments));
    }
}
