using Sandglass.Networks;
using static TorchSharp.torch;

namespace Sandglass.Training;

/// <summary>Says where a loss that is not a number came from.</summary>
internal static class NonFinite
{
    /// <summary>The error of a training step.</summary>
    /// <param name="network">The network, as it stood at the step.</param>
    /// <param name="images">The step's images.</param>
    /// <param name="epoch">The epoch and the batch within it, from 1.</param>
    /// <param name="step">The step, and all steps.</param>
    /// <param name="rate">The step's learning rate.</param>
    /// <param name="loss">The loss.</param>
    internal static TrainingException AtStep(
        BottleneckNetwork network, Tensor images, (int Epoch, int Batch) epoch, (int At, int Of) step, double rate, double loss) =>
        new(FormattableString.Invariant(
            $"{network.Plan.Name}: the loss is {loss} at step {step.At} of {step.Of} (epoch {epoch.Epoch}, batch {epoch.Batch}, learning rate {rate:g3}); {Origin(network, images)}; use a lower learning rate"));

    /// <summary>The error of a validation.</summary>
    internal static TrainingException AfterEpoch(BottleneckNetwork network, int epoch, double loss) =>
        new(FormattableString.Invariant(
            $"{network.Plan.Name}: the validation loss is {loss} after epoch {epoch}; {Origin(network, null)}; use a lower learning rate"));

    private static string Origin(BottleneckNetwork network, Tensor? images) =>
        FirstIn(network, images) is { } place ? $"the first layer that is not finite is {place}" : "every layer is finite";

    // In forward order: the leaves run one after the other, and each is looked at as soon as it has run, because an
    // activation in place overwrites what it gave.
    private static string? FirstIn(BottleneckNetwork network, Tensor? images)
    {
        if (images is null)
        {
            return network.named_modules().Select(named => BadTensor(named.name, named.module)).FirstOrDefault(bad => bad is not null);
        }

        string? first = null;
        var hooks = new List<Action>();
        using var noGrad = no_grad();
        foreach (var (name, module) in network.named_modules().Where(named => !named.module.children().Any()))
        {
            if (module is nn.Module<Tensor, Tensor> layer)
            {
                hooks.Add(layer.register_forward_hook((_, _, output) =>
                {
                    first ??= BadTensor(name, module) ?? (IsFinite(output) ? null : $"{name} (its output)");
                    return output;
                }).remove);
            }
        }

        using var scores = network.call(images);
        hooks.ForEach(remove => remove());
        return first;
    }

    private static string? BadTensor(string name, nn.Module module) => module.named_parameters(recurse: false)
        .Select(named => (named.name, value: (Tensor)named.parameter))
        .Concat(module.named_buffers(recurse: false).Select(named => (named.name, value: named.buffer)))
        .Where(named => !IsFinite(named.value))
        .Select(named => $"{name} (its {named.name})")
        .FirstOrDefault();

    private static bool IsFinite(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return !tensor.is_floating_point() || tensor.detach().isfinite().all().cpu().data<bool>()[0];
    }
}
