using System.Text;
using NotebookEngine.Kernel.Assistance;
using NotebookEngine.Kernel.Protocol;
using NotebookEngine.Scripting;

namespace NotebookEngine.Kernel;

/// <summary>
/// A Jupyter kernel for C#: listens on loopback, executes what is signed with its key, and publishes what cells show
/// (Jupyter message protocol 5.3). What is malformed or wrongly signed is logged and never executed.
/// </summary>
/// <remarks>
/// An interrupt stops managed code at once and a native call at its next return. Cells cannot ask for input.
/// </remarks>
internal sealed class JupyterKernel : IDisposable
{
    private readonly TextWriter _log;
    private readonly WireFormat _format;
    private readonly SeenMessages _seen = new();
    private readonly KernelSockets _sockets;
    private readonly Publisher _publisher;
    private readonly Execution _execution;
    private readonly Conversation _conversation;
    private readonly CodeAssistant _assistant;
    private readonly ShellQueue _shell;

    /// <summary>Takes the ports.</summary>
    /// <exception cref="KernelException">A port is taken.</exception>
    internal JupyterKernel(ConnectionFile connection, ScriptEngine engine, TextWriter log)
    {
        _log = TextWriter.Synchronized(log);
        _format = new WireFormat(connection.Key);
        _sockets = new KernelSockets(connection, Receive, _log);
        _publisher = new Publisher(_format, _sockets);
        _assistant = new CodeAssistant(engine);
        _execution = new Execution(engine, _publisher, () => _shell!.Waiting);
        _conversation = new Conversation(_publisher, _execution, _assistant, _log);
        _shell = new ShellQueue(AnswerShell);
    }

    /// <summary>Serves one front end until it asks for shutdown.</summary>
    /// <param name="connectionFile">The file that the front end wrote: where to listen, and the key.</param>
    /// <param name="baseDirectory">The folder that relative <c>#r</c> paths count from.</param>
    /// <param name="supervisor">The handle that <see cref="KernelSupervisor"/> added to the arguments.</param>
    /// <param name="abandoned">Called, on a thread of its own, when the supervisor is gone, even by SIGKILL.</param>
    /// <param name="log">Receives a line for each message dropped, with the reason; written to from several threads.</param>
    /// <exception cref="KernelException">The connection file is wrong, or a port is taken.</exception>
    public static void Serve(string connectionFile, string baseDirectory, string supervisor, Action abandoned, TextWriter log)
    {
        var connection = ConnectionFile.Read(connectionFile);
        ParentWatch.Start(ParentWatch.Open(supervisor), abandoned);
        using var engine = new ScriptEngine(baseDirectory);
        _ = Task.Run(engine.Compiler.Warm);
        using var kernel = new JupyterKernel(connection, engine, log);
        void Exiting(object? sender, EventArgs ended) => kernel.EndWithProcess();
        AppDomain.CurrentDomain.ProcessExit += Exiting;
        kernel.Run();
        AppDomain.CurrentDomain.ProcessExit -= Exiting;
    }

    /// <summary>Serves until a front end asks for shutdown or <see cref="Stop"/> is called.</summary>
    internal void Run()
    {
        _publisher.Status("starting", Encoding.UTF8.GetBytes("{}"));
        _sockets.Run();
    }

    /// <summary>Tells the reader that the process ends, before it does.</summary>
    internal void EndWithProcess()
    {
        _execution.SayThatTheProcessEnds();
        _sockets.Finish();
    }

    /// <summary>Ends <see cref="Run"/> after what was already sent. A cell that runs is left behind.</summary>
    internal void Stop() => _sockets.Stop();

    /// <summary>Closes the ports.</summary>
    public void Dispose()
    {
        _sockets.Dispose();
        _shell.Dispose();
        _assistant.Dispose();
    }

    private void Receive(Channel channel, IReadOnlyList<byte[]> frames)
    {
        try
        {
            var request = _format.Read(frames);
            _seen.Add(request);
            switch (channel)
            {
                case Channel.Shell:
                    _shell.Add(request);
                    break;
                case Channel.Control:
                    _conversation.AnswerControl(request);
                    StopAfter(request);
                    break;
                default:
                    throw new DroppedMessageException("this kernel never asks for input");
            }
        }
        catch (DroppedMessageException malformed)
        {
            _log.WriteLine($"kernel: dropped a message on {channel.ToString().ToLowerInvariant()}: {malformed.Message}");
        }
    }

    private void AnswerShell(Request request, bool isAborted)
    {
        _conversation.AnswerShell(request, isAborted, _shell.AbortWaiting);
        StopAfter(request);
    }

    private void StopAfter(Request request)
    {
        if (request.Type == "shutdown_request")
        {
            _sockets.Stop();
        }
    }
}
