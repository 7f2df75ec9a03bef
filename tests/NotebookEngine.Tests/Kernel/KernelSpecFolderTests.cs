using System.Text.Json.Nodes;
using NotebookEngine.Kernel.Installation;
using NotebookEngine.Kernel.Protocol;

namespace NotebookEngine.Tests.Kernel;

public sealed class KernelSpecFolderTests : IDisposable
{
    private static readonly KernelSpec Spec = new(["/opt/a b/workbench", "kernel"], new Dictionary<string, string> { ["DOTNET_ROOT"] = "/opt/dotnet" });

    private readonly string _data = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public void The_kernel_has_the_notebooks_name_where_it_is_free()
    {
        var (path, _) = new KernelSpecFolder(_data).Install(Spec, []);
        var file = JsonNode.Parse(File.ReadAllText(path))!;

        Assert.Equal(Path.Combine(_data, "kernels", ".net-csharp", "kernel.json"), path);
        Assert.Equal(["/opt/a b/workbench", "kernel", "{connection_file}"], file["argv"]!.AsArray().Select(argument => (string)argument!));
        Assert.Equal("message", (string)file["interrupt_mode"]!);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!)); // nothing half-written lies beside it
    }

    [Fact]
    public void Another_kernel_keeps_its_name_here_and_elsewhere()
    {
        var elsewhere = Path.Combine(_data, "system");
        var others = Foreign(elsewhere, ".net-csharp");
        var folder = new KernelSpecFolder(Path.Combine(_data, "user"));

        var (path, _) = folder.Install(Spec, [elsewhere]);

        Assert.EndsWith(Path.Combine("sandglass-csharp", "kernel.json"), path);
        Assert.Equal("{}", File.ReadAllText(others));
        Foreign(Path.Combine(_data, "user"), "sandglass-csharp");
        Assert.Contains("belongs to another", Assert.Throws<KernelException>(() => folder.Install(Spec, [elsewhere])).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[[[")]
    [InlineData("{\"metadata\":1}")]
    [InlineData("{\"metadata\":{\"installed_by\":\"\\ud800\"}}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"metadata\":{},\"metadata\":{}}")]
    [InlineData("{\"metadata\":{\"installed_by\":1e400}}")]
    public void A_damaged_one_is_anothers(string text)
    {
        var path = Foreign(_data, ".net-csharp");
        File.WriteAllText(path, text);
        Assert.Contains("sandglass-csharp", new KernelSpecFolder(_data).Install(Spec, []).Path, StringComparison.Ordinal);

        File.WriteAllText(path, $"{{\"a\":\"{new string('x', 2 << 20)}\"}}");
        Assert.True(new KernelSpecFolder(_data).Install(Spec, []).IsRenewed);
        Assert.EndsWith("x\"}", File.ReadAllText(path));
    }

    [Fact]
    public void Ours_is_renewed()
    {
        var folder = new KernelSpecFolder(_data);
        Assert.False(folder.Install(Spec with { Arguments = ["old"] }, [_data]).IsRenewed);

        var (path, isRenewed) = folder.Install(Spec, [_data]);
        Assert.True(isRenewed);
        Assert.Contains("workbench", File.ReadAllText(path));
    }

    [Fact]
    public void Removing_leaves_other_kernels_alone()
    {
        var folder = new KernelSpecFolder(_data);
        folder.Install(Spec, []);
        var others = Foreign(_data, "python3");

        Assert.Single(folder.Remove());
        Assert.Empty(folder.Installed);
        Assert.False(Directory.Exists(Path.Combine(_data, "kernels", ".net-csharp")));
        Assert.True(File.Exists(others));
        Assert.Empty(folder.Remove());
    }

    [Fact]
    public void Jupyters_own_variable_names_the_users_folder()
    {
        Assert.Equal("/somewhere", new JupyterPaths(name => name == "JUPYTER_DATA_DIR" ? "/somewhere" : null).UserData);
        Assert.Contains("/more", new JupyterPaths(name => name == "JUPYTER_PATH" ? "/more" : null).AllData);
    }

    private static string Foreign(string data, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(data, "kernels", name)).FullName;
        var path = Path.Combine(folder, "kernel.json");
        File.WriteAllText(path, "{}");
        return path;
    }
}
