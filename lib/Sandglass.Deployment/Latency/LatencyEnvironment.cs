using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Microsoft.ML.OnnxRuntime;
using Sandglass.Runtime;
using TorchSharp;

namespace Sandglass.Deployment.Latency;

/// <summary>Where something was timed: without it a latency says nothing.</summary>
/// <param name="Processor">The processor's model name.</param>
/// <param name="LogicalCores">The cores that this process may use.</param>
/// <param name="Vectors">The widest vectors, and what adds up products of 8-bit numbers.</param>
/// <param name="OperatingSystem">The system and its version.</param>
/// <param name="DotNet">The version of .NET.</param>
/// <param name="OnnxRuntime">The version of ONNX Runtime.</param>
/// <param name="TorchSharp">The version of TorchSharp.</param>
internal sealed record LatencyEnvironment(
    string Processor, int LogicalCores, string Vectors, string OperatingSystem, string DotNet, string OnnxRuntime, string TorchSharp)
{
    private const int Leaf7 = 7;
    private const int Avx512VnniBit = 11; // of ECX, subleaf 0
    private const int AvxVnniBit = 4; // of EAX, subleaf 1

    /// <summary>This machine.</summary>
    public static LatencyEnvironment Capture() => new(
        ProcessorName.Read(),
        Environment.ProcessorCount,
        VectorWords(),
        RuntimeInformation.OSDescription,
        Environment.Version.ToString(),
        OrtEnv.Instance().GetVersionString(),
        typeof(torch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]);

    /// <summary>In lines.</summary>
    public IReadOnlyList<string> Lines() =>
    [
        $"{Processor}, {LogicalCores} logical cores, {Vectors}; {OperatingSystem}",
        $".NET {DotNet}, ONNX Runtime {OnnxRuntime}, TorchSharp {TorchSharp}",
    ];

    private static string VectorWords()
    {
        var width = Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : AdvSimd.IsSupported ? "Advanced SIMD" : "no AVX2";
        return $"{width}{(HasProductsOfBytes() ? " with products of 8-bit numbers (VNNI)" : Dp.IsSupported ? " with products of 8-bit numbers" : ", no products of 8-bit numbers")}";
    }

    private static bool HasProductsOfBytes()
    {
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < Leaf7)
        {
            return false;
        }

        return (X86Base.CpuId(Leaf7, 0).Ecx >> Avx512VnniBit & 1) == 1 || (X86Base.CpuId(Leaf7, 1).Eax >> AvxVnniBit & 1) == 1;
    }
}
