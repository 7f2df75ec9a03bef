using System.Text.Json;
using System.Text.Json.Serialization;
using Sandglass.Blocks;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass;

/// <summary>
/// A TorchSharp module of the user's own as a layer of a block, [N, C, H, W] → [N, C, ⌈H/s⌉, ⌈W/s⌉], by name and version:
/// <code>
/// var eca = OwnLayer.Register("eca", version: 1, channels => new Eca(channels), parameters: channels => 3, multiplyAdds: (channels, side) => 3L * channels);
/// var block = BlockSpec.Sandglass(96, 96) with { OwnLayer = eca };                                        // at the block's end
/// var inside = BlockSpec.Sandglass(96, 96) with { OwnLayer = eca with { After = ConvSlots.Hidden } };     // at the hidden width
/// </code>
/// Name and version are all that a run's hash and its files know of it: raise the version whenever it computes something else.
/// </summary>
/// <param name="Name">Its name: a letter, then letters, digits, hyphens, underscores and dots.</param>
/// <param name="Version">From 1; 0 of one that is not registered.</param>
public sealed record OwnLayer(string Name, int Version) : IJsonOnSerializing, IJsonOnDeserialized
{
    private readonly OwnLayerDefinition? _definition;

    /// <summary>
    /// Where it stands, whether or not there are convolutions: after those of the slot and what squeeze-and-excitation
    /// follows them, before the addition of a shortcut between the ends. One of Input, Entry, Hidden, Exit and Output.
    /// </summary>
    [Released("\"output\"")]
    public ConvSlots After { get; init; } = ConvSlots.Output;

    /// <summary>How it is built and counted.</summary>
    /// <exception cref="InvalidSpecException">It is not registered in this process.</exception>
    internal OwnLayerDefinition Definition => Known ?? throw OwnPartErrors.Missing("layer", Name, Version);

    /// <summary>The same, null where this process does not know it.</summary>
    internal OwnLayerDefinition? Known => _definition ?? OwnParts.Find<OwnLayerDefinition>(Name, Version);

    /// <summary>A layer for specs that are kept. One of the same name and version gives way to it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">From 1.</param>
    /// <param name="build">
    /// The channels to a new module each time. Weights of convolutions and linear layers in it are initialised as a network's
    /// are, other parameters as the module does, by libtorch's generator, which is seeded by the run. It draws no random
    /// numbers while it runs. For BatchNorm use <see cref="BatchNormLayer"/>.
    /// </param>
    /// <param name="parameters">The channels to its trainable parameters; the module that is built is held to it.</param>
    /// <param name="multiplyAdds">Channels and side of its input, pixels, to its multiply-adds for one image.</param>
    /// <param name="window">Side of the window of the input that one element of the output sees; decides the receptive field alone.</param>
    /// <param name="stride">Its step s in both directions.</param>
    /// <exception cref="InvalidSpecException">Name, version, window or stride cannot be used.</exception>
    public static OwnLayer Register(
        string name, int version, Func<int, nn.Module<Tensor, Tensor>> build, Func<int, long> parameters, Func<int, int, long> multiplyAdds, int window = 1, int stride = 1)
    {
        var layer = new OwnLayer(name, version).Checked();
        OwnParts.Register(name, version, new OwnLayerDefinition(build, parameters, multiplyAdds, window, stride).Checked(name));
        return layer;
    }

    /// <summary>A layer to try: networks of it are trained with <c>Trainer</c>, and no run of them is stored.</summary>
    /// <inheritdoc cref="Register" path="/param"/>
    /// <exception cref="InvalidSpecException">Name, window or stride cannot be used.</exception>
    public static OwnLayer Unregistered(
        string name, Func<int, nn.Module<Tensor, Tensor>> build, Func<int, long> parameters, Func<int, int, long> multiplyAdds, int window = 1, int stride = 1)
    {
        new OwnLayer(name, 1).Checked();
        return new OwnLayer(name, 0, new OwnLayerDefinition(build, parameters, multiplyAdds, window, stride).Checked(name));
    }

    private OwnLayer(string name, int version, OwnLayerDefinition definition)
        : this(name, version) => _definition = definition;

    void IJsonOnSerializing.OnSerializing() => OwnPartErrors.RequireRegistered("layer", Name, Version);

    void IJsonOnDeserialized.OnDeserialized()
    {
        if (OwnParts.Fault(Name, Version) is { } fault)
        {
            throw new JsonException($"there can be no layer {Quoted.Name(Name)}, version {Version}: {fault}");
        }
    }

    private OwnLayer Checked() => OwnParts.Fault(Name, Version) is { } fault
        ? throw new InvalidSpecException($"there can be no layer {Quoted.Name(Name)}, version {Version}: {fault}")
        : this;
}

/// <summary>How an own layer is built and counted.</summary>
internal sealed record OwnLayerDefinition(
    Func<int, nn.Module<Tensor, Tensor>> Build, Func<int, long> Parameters, Func<int, int, long> MultiplyAdds, int Window, int Stride)
{
    internal OwnLayerDefinition Checked(string name)
    {
        ArgumentNullException.ThrowIfNull(Build);
        ArgumentNullException.ThrowIfNull(Parameters);
        ArgumentNullException.ThrowIfNull(MultiplyAdds);
        return Window >= 1 && Stride >= 1
            ? this
            : throw new InvalidSpecException($"the own layer '{name}' cannot have a window of {Window} and a stride of {Stride}; both count from 1");
    }
}
