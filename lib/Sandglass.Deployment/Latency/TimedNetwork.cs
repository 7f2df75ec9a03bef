using System.Diagnostics;
using MathNet.Numerics.Statistics;
using Sandglass.Blocks;
using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Running;
using Sandglass.Networks;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Deployment.Latency;

/// <summary>A network that is loaded and passes the same images again and again. One stands alone in its process.</summary>
internal sealed class TimedNetwork : IDisposable
{
    private const int WarmUpPasses = 3;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.6); // compiled code is compiled once more, for speed, while it runs

    private readonly Action _pass;
    private readonly double _slowdown;
    private readonly IDisposable[] _owned;

    private TimedNetwork(Action pass, double slowdown, params IDisposable[] owned)
    {
        (_pass, _slowdown, _owned) = (pass, slowdown, owned);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < WarmUpPasses || Stopwatch.GetElapsedTime(start) < WarmUp; i++)
        {
            pass();
        }
    }

    /// <summary>Loads a network, with random images, and warms it up.</summary>
    /// <exception cref="WorkbenchException">The runtime does not take it.</exception>
    public static TimedNetwork Of(LatencySubject subject) => subject.Runtime == LatencySubject.Onnx ? InOnnxRuntime(subject) : InLibTorch(subject);

    /// <summary>The median time of a pass, seconds, over as many passes as fit.</summary>
    /// <param name="least">At least so long; one pass at least.</param>
    public double Seconds(TimeSpan least)
    {
        return Passes(_slowdown > 0 ? Slowed : _pass, least).Median();

        void Slowed()
        {
            var start = Stopwatch.GetTimestamp();
            _pass();
            var longer = Stopwatch.GetElapsedTime(start) * (1 + _slowdown);
            while (Stopwatch.GetElapsedTime(start) < longer)
            {
            }
        }
    }

    /// <summary>Times of passes, seconds, as many as fit.</summary>
    /// <param name="pass">A pass.</param>
    /// <param name="least">At least so long; one pass at least.</param>
    internal static IReadOnlyList<double> Passes(Action pass, TimeSpan least)
    {
        var (passes, start) = (new List<double>(), Stopwatch.GetTimestamp());
        do
        {
            var begun = Stopwatch.GetTimestamp();
            pass();
            passes.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }
        while (Stopwatch.GetElapsedTime(start) < least);
        return passes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var owned in _owned)
        {
            owned.Dispose();
        }
    }

    /// <summary>Random images [batch, C, H, W] for a graph, and the graph with its input's sides fixed.</summary>
    /// <exception cref="WorkbenchException">The graph does not take images, or not so many.</exception>
    internal static (OnnxGraph Graph, float[] Images) Prepared(LatencySubject subject)
    {
        var graph = OnnxFile.Read(subject.Model!);
        if (graph.Inputs is not [{ Type: Weights.SafetensorsType.F32, Shape: { Count: 4 } shape } input])
        {
            throw new WorkbenchException($"{subject.Network} does not take images [N, C, H, W] alone; time a network of images");
        }

        if (shape[0] is { } batch && batch != subject.Batch)
        {
            throw new WorkbenchException($"{subject.Network} takes batches of {batch}, not of {subject.Batch}; give --batch {batch}, or export it with any number of images");
        }

        long? Side(int axis) => shape[axis] ?? throw new WorkbenchException($"{subject.Network} leaves the size of its images free; give --resolution");
        long?[] fixedShape = [subject.Batch, shape[1] ?? 3, Side(2), Side(3)];
        var random = new RandomStreams(1).Open("images");
        var images = new float[fixedShape.Aggregate(1L, (product, size) => product * size!.Value)];
        foreach (ref var pixel in images.AsSpan())
        {
            pixel = (float)((2 * random.NextDouble()) - 1);
        }

        return (graph with { Inputs = [input with { Shape = fixedShape }] }, images);
    }

    private static TimedNetwork InOnnxRuntime(LatencySubject subject)
    {
        var (graph, images) = Prepared(subject);
        var session = new OnnxSession(graph, subject.Threads);
        return new TimedNetwork(() => session.Run(images, subject.Batch), subject.Slowdown, session);
    }

    private static TimedNetwork InLibTorch(LatencySubject subject)
    {
        TorchRuntime.Start(subject.Threads);
        var plan = subject.Plan ?? throw new WorkbenchException($"{subject.Network} has no plan, and the runtime {subject.Runtime} takes nothing else; time it in {LatencySubject.Onnx}");
        using var scope = NewDisposeScope();
        var network = new BottleneckNetwork(plan, new RandomStreams(1));
        network.eval();
        if (subject.Runtime == LatencySubject.Fused)
        {
            FusedLayers.In(network);
        }

        var unrecorded = inference_mode();
        using var random = new Generator(1);
        var images = ChannelsLast.Of(rand([subject.Batch, plan.InputChannels, plan.Resolution, plan.Resolution], generator: random)).DetachFromDisposeScope();
        return new TimedNetwork(Pass, subject.Slowdown, images, network, unrecorded);

        void Pass()
        {
            using var made = NewDisposeScope();
            network.call(images);
        }
    }
}
