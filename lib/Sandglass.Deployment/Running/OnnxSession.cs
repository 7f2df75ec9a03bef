using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Sandglass.Deployment.Onnx;
using Sandglass.Runtime;

namespace Sandglass.Deployment.Running;

/// <summary>A graph in ONNX Runtime on the CPU; its threads do not spin while they wait.</summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly OnnxGraph _graph;
    private readonly SessionOptions _options;
    private readonly InferenceSession _session;

    /// <summary>Loads and optimises the graph.</summary>
    /// <param name="graph">The graph; it has one input.</param>
    /// <param name="threads">Threads of an operator.</param>
    /// <param name="profile">Beginning of the name of a file for the times of operators; null for none.</param>
    /// <exception cref="OnnxException">The runtime refuses the graph.</exception>
    public OnnxSession(OnnxGraph graph, int threads = 1, string? profile = null)
    {
        SignalStack.Enlarge(); // the runtime's kernels of 8 bits use tiles
        _graph = graph;
        _options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        if (profile is not null)
        {
            _options.ProfileOutputPathPrefix = profile;
            _options.EnableProfiling = true;
        }

        try
        {
            using var file = new MemoryStream();
            OnnxFile.Write(file, graph);
            _session = new InferenceSession(file.ToArray(), _options);
        }
        catch (OnnxRuntimeException refused)
        {
            _options.Dispose();
            throw new OnnxException($"ONNX Runtime refuses {Quoted.Name(graph.Name)} ({refused.Message.Split('\n')[0]}); check the file with onnx's checker", refused);
        }
    }

    /// <summary>The outputs of a pass, in their order.</summary>
    /// <param name="images">[N, C, H, W].</param>
    /// <param name="count">N.</param>
    /// <exception cref="OnnxException">The graph cannot be run.</exception>
    public IReadOnlyList<float[]> Run(Memory<float> images, int count)
    {
        SignalStack.Enlarge();
        try
        {
            var input = new DenseTensor<float>(images, [count, .. _graph.Inputs[0].Shape.Skip(1).Select(size => (int)size!.Value)]);
            using var outputs = _session.Run([NamedOnnxValue.CreateFromTensor(_graph.Inputs[0].Name, input)], [.. _graph.Outputs.Select(output => output.Name)]);
            return [.. outputs.Select(output => output.AsEnumerable<float>().ToArray())];
        }
        catch (OnnxRuntimeException refused)
        {
            throw new OnnxException($"ONNX Runtime cannot run {Quoted.Name(_graph.Name)} ({refused.Message.Split('\n')[0]}); check what it is given", refused);
        }
    }

    /// <summary>Ends the file of times.</summary>
    /// <returns>Its path.</returns>
    internal string EndProfiling() => _session.EndProfiling();

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }
}
