namespace Sandglass.Deployment.Latency;

/// <summary>What is timed: a network in a runtime.</summary>
/// <param name="Network">What tables call it.</param>
/// <param name="Runtime">One of <see cref="Runtimes"/>.</param>
internal sealed record LatencySubject(string Network, string Runtime)
{
    /// <summary>ONNX Runtime, of <see cref="Model"/>.</summary>
    public const string Onnx = "onnx";

    /// <summary>libtorch through TorchSharp, of <see cref="Plan"/>.</summary>
    public const string LibTorch = "libtorch";

    /// <summary>libtorch with this library's kernels, of <see cref="Plan"/>.</summary>
    public const string Fused = "fused";

    /// <summary>All runtimes.</summary>
    public static IReadOnlyList<string> Runtimes { get; } = [Onnx, LibTorch, Fused];

    /// <summary>Numbers of 32 bits.</summary>
    public const string Single = "fp32";

    /// <summary>Steps of 8 bits.</summary>
    public const string Int8 = "int8";

    /// <summary>What tables call the type of its numbers.</summary>
    public string Precision { get; init; } = Single;

    /// <summary>The ONNX file, the sides of its images fixed; null where the runtime takes a plan.</summary>
    public string? Model { get; init; }

    /// <summary>The network; null where the runtime takes a file.</summary>
    public NetworkPlan? Plan { get; init; }

    /// <summary>Images a pass.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>Threads of an operator.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How much longer every pass is made to take, as a share of it: what a laboratory must find.</summary>
    public double Slowdown { get; init; }
}
