using System.Net;
using System.Net.Sockets;
using NotebookEngine.Kernel;
using NotebookEngine.Kernel.Protocol;
using NotebookEngine.Scripting;

namespace NotebookEngine.Tests.Kernel;

/// <summary>A kernel on free ports of this machine, running on a thread of the test.</summary>
internal sealed class TestKernel : IDisposable
{
    private readonly ScriptEngine _engine = new(AppContext.BaseDirectory);
    private readonly JupyterKernel _kernel;
    private readonly Thread _thread;
    private readonly StringWriter _log = new();

    public TestKernel(ConnectionFile? connection = null)
    {
        Connection = connection ?? FreePorts();
        _kernel = new JupyterKernel(Connection, _engine, _log);
        _thread = new Thread(_kernel.Run) { IsBackground = true };
        _thread.Start();
    }

    public ConnectionFile Connection { get; }

    /// <summary>What the kernel logged.</summary>
    public string Log => _log.ToString();

    public static ConnectionFile FreePorts()
    {
        var listeners = Enumerable.Range(0, 5).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.ConvertAll(listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        listeners.ForEach(listener => listener.Dispose());
        return new ConnectionFile
        {
            Ip = "127.0.0.1",
            Key = Guid.NewGuid().ToString(),
            ShellPort = ports[0],
            ControlPort = ports[1],
            IopubPort = ports[2],
            StdinPort = ports[3],
            HbPort = ports[4],
        };
    }

    /// <summary>A client whose subscription is known to work.</summary>
    public TestClient Connect()
    {
        var client = new TestClient(Connection);
        client.WaitUntilSubscribed();
        return client;
    }

    /// <summary>Whether the kernel ended by itself.</summary>
    public bool HasEnded(TimeSpan within) => _thread.Join(within);

    public void Dispose()
    {
        if (_thread.IsAlive)
        {
            _kernel.Stop();
            _thread.Join(TimeSpan.FromSeconds(10));
        }

        _kernel.Dispose();
        _engine.Dispose();
    }
}
