using System.Text;
using System.Text.Json.Nodes;
using NotebookEngine.Kernel.Protocol;

namespace NotebookEngine.Kernel;

/// <summary>Sends replies to those who asked and outputs to everyone.</summary>
internal sealed class Publisher(WireFormat format, KernelSockets sockets)
{
    /// <summary>The name of this life of the kernel.</summary>
    public string Session => format.Session;

    public void Reply(Channel channel, Request request, JsonObject content)
    {
        var type = request.Type.Replace("_request", "_reply", StringComparison.Ordinal);
        Send(new Outgoing(channel, request.Identities, type, request.Header, content));
    }

    public void Publish(string type, byte[] parentHeader, JsonObject content) =>
        Send(new Outgoing(Channel.Iopub, [Encoding.UTF8.GetBytes(type)], type, parentHeader, content));

    /// <summary>Tells everyone that the kernel is <c>starting</c>, <c>busy</c> or <c>idle</c>.</summary>
    public void Status(string state, byte[] parentHeader) =>
        Publish("status", parentHeader, new JsonObject { ["execution_state"] = state });

    private void Send(Outgoing message) => sockets.Send(message.Channel, format.Write(message));
}
