using Sandglass.Runtime;

namespace Sandglass.Training.Checkpoints;

/// <summary>The part of the environment that decides a sum's last bit: half a run here and half elsewhere is no longer the same run.</summary>
internal sealed record Machine(string Processor, string Architecture, string LibTorch, string Backend)
{
    internal static Machine Of(EnvironmentFingerprint environment) =>
        new(environment.Processor, environment.Architecture, environment.LibTorch, environment.Backend);

    /// <summary>In words.</summary>
    public override string ToString() => $"{Processor} ({Architecture}), libtorch {LibTorch} on {Backend}";
}
