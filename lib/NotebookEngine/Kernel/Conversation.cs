using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.CSharp;
using NotebookEngine.Kernel.Assistance;
using NotebookEngine.Kernel.Protocol;
using NotebookEngine.Scripting;

namespace NotebookEngine.Kernel;

/// <summary>Answers requests, each between a <c>busy</c> and an <c>idle</c> under its own header.</summary>
internal sealed class Conversation(Publisher publisher, Execution execution, CodeAssistant assistant, TextWriter log)
{
    private readonly Lock _states = new();
    private byte[]? _executing;

    /// <summary>Answers a request of the shell channel.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isAborted">Whether it is an execution that an earlier error aborted.</param>
    /// <param name="abortWaiting">Aborts the executions that wait; before the reply, after which new ones may come.</param>
    public void AnswerShell(Request request, bool isAborted, Action abortWaiting)
    {
        Answer(Channel.Shell, request, isAborted ? _ => Execution.Aborted() : request.Type switch
        {
            "execute_request" => asked => Execute(asked, abortWaiting),
            "kernel_info_request" => _ => KernelInfo.Reply(),
            "is_complete_request" => asked => Completeness.Of(asked.Text("code")),
            "complete_request" => asked => assistant.Complete(Code(asked), asked.Number("cursor_pos")),
            "inspect_request" => asked => assistant.Inspect(
                Code(asked), asked.Number("cursor_pos"), asked.Number("detail_level", otherwise: 0)),
            "history_request" => _ => new JsonObject { ["status"] = "ok", ["history"] = new JsonArray() },
            "comm_info_request" => _ => new JsonObject { ["status"] = "ok", ["comms"] = new JsonObject() },
            // Older front ends send these here.
            "interrupt_request" or "shutdown_request" => Control(request),
            _ => null,
        });
        if (request.Type == "execute_request")
        {
            assistant.Warm();
        }
    }

    /// <summary>Answers a request of the control channel, at once.</summary>
    public void AnswerControl(Request request) => Answer(Channel.Control, request, Control(request));

    private Func<Request, JsonObject>? Control(Request request) => request.Type switch
    {
        "kernel_info_request" => _ => KernelInfo.Reply(),
        "interrupt_request" => _ =>
        {
            execution.Interrupt();
            return new JsonObject { ["status"] = "ok" };
        }
        ,
        "shutdown_request" => asked => new JsonObject
        {
            ["status"] = "ok",
            ["restart"] = asked.Flag("restart", otherwise: false),
        },
        _ => null,
    };

    private JsonObject Execute(Request request, Action abortWaiting)
    {
        var reply = execution.Run(request);
        if (Execution.Stops(request, reply))
        {
            abortWaiting();
        }

        return reply;
    }

    private static string Code(Request request)
    {
        var code = request.Text("code");
        NestingLimit.Check(code);
        return code;
    }

    private void Answer(Channel channel, Request request, Func<Request, JsonObject>? answer)
    {
        SayBusy(request);
        try
        {
            if (answer is null)
            {
                log.WriteLine($"kernel: no answer to {request.Type}");
            }
            else
            {
                publisher.Reply(channel, request, answer(request));
            }
        }
        catch (DroppedMessageException malformed)
        {
            log.WriteLine($"kernel: dropped a message: {malformed.Message}");
        }
        catch (Exception failure)
        {
            // A fault of the kernel's own must not take the reader's variables with it.
            log.WriteLine($"kernel: {request.Type} failed: {failure}");
            publisher.Reply(channel, request, new JsonObject
            {
                ["status"] = "error",
                ["ename"] = failure.GetType().FullName,
                ["evalue"] = failure.Message,
                ["traceback"] = new JsonArray(),
            });
        }

        SayIdle(request);
    }

    private void SayBusy(Request request)
    {
        lock (_states)
        {
            publisher.Status("busy", request.Header);
            _executing = request.Type == "execute_request" ? request.Header : _executing;
        }
    }

    // Front ends show the last state that they heard. A question's must not say idle of a kernel whose cell still runs.
    private void SayIdle(Request request)
    {
        lock (_states)
        {
            publisher.Status("idle", request.Header);
            _executing = request.Type == "execute_request" ? null : _executing;
            if (_executing is { } header)
            {
                publisher.Status("busy", header);
            }
        }
    }
}

/// <summary>What the kernel says about itself; the language's fields are those of the notebooks' metadata.</summary>
internal static class KernelInfo
{
    public static JsonObject Reply()
    {
        var version = typeof(KernelInfo).Assembly.GetName().Version!.ToString(3);
        var language = LanguageVersion.Latest.MapSpecifiedToEffectiveVersion().ToDisplayString();
        return new JsonObject
        {
            ["status"] = "ok",
            ["protocol_version"] = WireFormat.ProtocolVersion,
            ["implementation"] = "NotebookEngine",
            ["implementation_version"] = version,
            ["language_info"] = new JsonObject
            {
                ["name"] = "C#",
                ["version"] = language,
                ["mimetype"] = "text/x-csharp",
                ["codemirror_mode"] = "text/x-csharp", // without it Jupyter Notebook 6 leaves new cells without colours
                ["file_extension"] = ".cs",
                ["pygments_lexer"] = "csharp",
            },
            ["banner"] = $"C# {language} on .NET {Environment.Version.ToString(2)}: the notebook engine of the Sandglass workbench",
            ["debugger"] = false,
            ["help_links"] = new JsonArray(),
        };
    }
}
