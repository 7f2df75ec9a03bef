using System.Text.Json.Nodes;
using NotebookEngine.Kernel.Protocol;

namespace NotebookEngine.Tests.Kernel;

public sealed class ConnectionFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_front_ends_file_is_read()
    {
        var read = Read(_ => { });

        Assert.Equal("127.0.0.1", read.Ip);
        Assert.Equal("secret", read.Key);
        Assert.Equal([1, 2, 3, 4, 5], [read.ShellPort, read.IopubPort, read.StdinPort, read.ControlPort, read.HbPort]);
    }

    [Theory]
    [InlineData("ip", "0.0.0.0", "only at 127.0.0.1")]
    [InlineData("ip", "192.168.1.7", "only at 127.0.0.1")]
    [InlineData("ip", "example.org", "only at 127.0.0.1")]
    [InlineData("ip", "*", "only at 127.0.0.1")]
    [InlineData("transport", "ipc", "only tcp")]
    [InlineData("signature_scheme", "hmac-md5", "hmac-sha256")]
    [InlineData("key", "", "a key")]
    [InlineData("shell_port", 0, "not a port")]
    [InlineData("hb_port", 70000, "not a port")]
    [InlineData("iopub_port", "x", "Jupyter front end")]
    [InlineData("control_port", null, "Jupyter front end")]
    public void What_the_kernel_refuses_is_said(string name, object? value, string said)
    {
        var error = Assert.Throws<KernelException>(() => Read(file => file[name] = value is int port ? port : (string?)value));

        Assert.Contains(_path, error.Message);
        Assert.Contains(said, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"ip":"127.0.0.1","key":"\ud800","shell_port":1,"iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":5}""")]
    [InlineData("""{"ip":"127.0.0.1","key":"k","shell_port":1.5,"iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":5}""")]
    [InlineData("""{"ip":"127.0.0.1","key":"k","shell_port":1e400,"iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":5}""")]
    [InlineData("""{"ip":null,"key":null,"shell_port":1,"iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":5}""")]
    [InlineData("""{"ip":{"ip":[]},"key":[]}""")]
    public void What_is_no_connection_file_is_said(string text)
    {
        File.WriteAllText(_path, text);
        Assert.Contains(_path, Assert.Throws<KernelException>(() => ConnectionFile.Read(_path)).Message);
    }

    [Fact]
    public void A_file_without_end_is_said()
    {
        File.WriteAllText(_path, $"{{{new string(' ', 2 << 20)}");
        Assert.Contains(_path, Assert.Throws<KernelException>(() => ConnectionFile.Read(_path)).Message);

        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file");
        Assert.Contains("/dev/zero", Assert.Throws<KernelException>(() => ConnectionFile.Read("/dev/zero")).Message);
    }

    private ConnectionFile Read(Action<JsonObject> change)
    {
        var file = new JsonObject
        {
            ["shell_port"] = 1,
            ["iopub_port"] = 2,
            ["stdin_port"] = 3,
            ["control_port"] = 4,
            ["hb_port"] = 5,
            ["ip"] = "127.0.0.1",
            ["key"] = "secret",
            ["transport"] = "tcp",
            ["signature_scheme"] = "hmac-sha256",
            ["kernel_name"] = ".net-csharp",
        };
        change(file);
        File.WriteAllText(_path, file.ToJsonString());
        return ConnectionFile.Read(_path);
    }
}
