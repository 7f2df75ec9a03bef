using Sandglass.Compute.Kernels;
using static TorchSharp.torch;

namespace Sandglass.Compute;

/// <summary>A chain as one function of the gradient graph.</summary>
internal sealed class ChainFunction : autograd.SingleTensorFunction<ChainFunction>
{
    private const string Call = "call";
    private const int Leading = 3; // the call, the input, the shortcut
    private const int OfUnit = 4; // its weight, bias, scale and shift

    // libtorch copies what a backward returns as soon as it has returned. Until then nobody else keeps it from the garbage
    // collector; after that it is only in the way of the memory's reuse.
    private static readonly ThreadLocal<List<Tensor?>> Returned = new(() => []);

    /// <inheritdoc/>
    public override string Name => nameof(ChainFunction);

    /// <summary>Width of the widest vectors that this machine has.</summary>
    internal static int VectorBits => 8 * sizeof(float) * KernelSet.Best.Floats;

    /// <summary>The chain's output, channels-last.</summary>
    /// <param name="chain">The units.</param>
    /// <param name="units">Their tensors.</param>
    /// <param name="input">[N, C, H, W], 32-bit floats on the CPU.</param>
    /// <param name="shortcut">What is added behind the last unit; the input itself, another map of the output's size, or null.</param>
    /// <param name="training">Whether BatchNorm takes the batch's statistics and moves the running ones.</param>
    /// <param name="kernels">Null: those of the widest vectors.</param>
    /// <param name="threads">Null: as many as libtorch's.</param>
    internal static Tensor Run(
        Chain chain, UnitTensors[] units, Tensor input, Tensor? shortcut, bool training, KernelSet? kernels = null, int? threads = null)
    {
        var addsInput = chain.Shared > 0 && ReferenceEquals(input, shortcut);
        var call = new ChainCall(chain, units, training, addsInput, input.requires_grad, threads ?? get_num_threads(), kernels ?? KernelSet.Best);
        var arguments = new object?[Leading + (OfUnit * units.Length)];
        (arguments[0], arguments[1], arguments[2]) = (call, input, addsInput ? null : shortcut);
        for (var i = 0; i < units.Length; i++)
        {
            var (weight, bias, norm) = units[i];
            ((object?[])[weight, bias, norm?.Gamma, norm?.Beta]).CopyTo(arguments, Leading + (OfUnit * i));
        }

        var output = apply(arguments!);
        call.Made.ForEach(tensor => tensor.Dispose());
        return output;
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (call, given) = ((ChainCall)vars[0], (Tensor)vars[1]);
        var input = Memory.ChannelsLast(given);
        var shortcut = vars[2] is Tensor added ? Memory.ChannelsLast(added) : null;
        var pass = new ChainForward(call, input, shortcut);
        var output = pass.Run();
        ctx.save_data(Call, call);
        ctx.save_for_backward([input, shortcut!, .. pass.Maps, .. pass.Tables.Select(table => table.Numbers)]);
        call.Made.AddRange([input, .. pass.Maps, .. pass.Tables.Select(table => table.Numbers)]);
        if (shortcut is not null)
        {
            call.Made.Add(shortcut);
        }

        return output;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var call = (ChainCall)ctx.get_data(Call);
        var saved = ctx.get_saved_variables();
        var count = call.Chain.Units.Count;
        using var gradient = Memory.ChannelsLast(grad_output);
        var pass = new ChainBackward(
            call, saved[0], saved[1], [.. saved.Skip(2).Take(count)], [.. saved.Skip(2 + count).Select(numbers => new ChannelTable(numbers))], gradient);
        var result = pass.Run();
        saved.ForEach(tensor => tensor?.Dispose());
        grad_output.Dispose();
        var held = Returned.Value!;
        held.ForEach(tensor => tensor?.Dispose());
        held.Clear();
        List<Tensor> gradients = [null!, result.Input!, result.Shortcut!];
        foreach (var (weight, bias, gamma, beta) in result.Units)
        {
            gradients.AddRange([weight!, bias!, gamma!, beta!]);
        }

        held.AddRange(gradients);
        return gradients;
    }
}
