using System.Diagnostics;
using Workbench.Running;

namespace Workbench.Tests.Running;

public sealed class SourceTreeTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    [Fact]
    public async Task Sources_that_differ_from_the_commit_are_noticed_wherever_in_the_checkout_one_stands()
    {
        var inner = Directory.CreateDirectory(_folder[Path.Combine("lib", "A")]).FullName;
        var source = Path.Combine(inner, "A.cs");
        Assert.Null(SourceTree.IsAsIn("HEAD", inner));

        File.WriteAllText(source, "class A;\n");
        File.WriteAllText(_folder["notes.md"], "notes\n");
        await GitAsync("init", "--quiet");
        await GitAsync("add", ".");
        await GitAsync("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "first");
        Assert.True(SourceTree.IsAsIn("HEAD", inner));
        Assert.Null(SourceTree.IsAsIn("0123456789", inner));

        File.WriteAllText(_folder["notes.md"], "other notes\n");
        Assert.True(SourceTree.IsAsIn("HEAD", inner));
        File.WriteAllText(source, "class B;\n");
        Assert.False(SourceTree.IsAsIn("HEAD", inner));
        File.WriteAllText(source, "class A;\n");
        File.WriteAllText(Path.Combine(inner, "B.cs"), "class B;\n");
        Assert.False(SourceTree.IsAsIn("HEAD", inner));
    }

    public void Dispose() => _folder.Dispose();

    private async Task GitAsync(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = _folder.Path })!;
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, git.ExitCode);
    }
}
