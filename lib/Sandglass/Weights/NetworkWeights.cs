using Sandglass.Networks;
using Sandglass.Runtime;
using WholeFiles;
using static TorchSharp.torch;

namespace Sandglass.Weights;

/// <summary>
/// Carries weights between files and networks: files of our own and of other codes. What is read for a plan bears its names; a
/// file that was trained with another identity multiplier is refused, although every shape agrees.
/// </summary>
internal static class NetworkWeights
{
    /// <summary>A file's tensors under the plan's names.</summary>
    /// <param name="file">The file, under any known names; another code's may lack num_batches_tracked.</param>
    /// <param name="plan">The network.</param>
    /// <param name="identity">α that the weights were trained with, where the file does not say it.</param>
    /// <exception cref="WeightFileException">Names, shapes or types differ, or the identity multiplier does or is unknown.</exception>
    /// <exception cref="WorkbenchException">The plan's blocks have different identity multipliers, or it has an own layer.</exception>
    public static IReadOnlyList<SafetensorsTensor> Tensors(WeightFile file, NetworkPlan plan, double? identity = null)
    {
        var naming = WeightNames.Recognize(file);
        var faults = Faults(file, plan);
        if (faults.Count > 0)
        {
            throw new WeightFileException(
                $"{file.Name} does not fit {plan.Name}: {string.Join("; ", faults)}; give the weights of this network at this width");
        }

        IdentityCheck.Require(file, naming, plan, identity);
        return [.. WeightNames.Of(plan, naming).Select(names => Named(file, names.Key, names.Value))];
    }

    /// <summary>
    /// Fills all parameters and buffers of a module. Names and shapes must be the module's, no more and no fewer;
    /// nothing is changed otherwise. Floating numbers are converted to the module's precision.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="module">The module.</param>
    /// <exception cref="WeightFileException">Names are missing or unknown, or shapes or types differ; all are named.</exception>
    public static void LoadInto(this WeightFile file, nn.Module module)
    {
        TorchRuntime.EnsureStarted();
        using var scope = NewDisposeScope();
        var wanted = module.state_dict().Select(named => new PlanTensor(named.Key, named.Value.shape, TypeOf(named.Key, named.Value)));
        var faults = Fit.Faults(wanted, file.Tensors);
        if (faults.Count > 0)
        {
            throw new WeightFileException(
                $"{file.Name} does not fit {module.GetName()}: {string.Join("; ", faults)}; give the weights of this network at this width");
        }

        Fill(module, file.Tensors.Values);
    }

    /// <summary>Fills a network.</summary>
    /// <param name="network">What is filled; unchanged where the file is refused.</param>
    /// <param name="file">The file, under any known names.</param>
    /// <param name="identity">α that the weights were trained with, where the file does not say it.</param>
    /// <inheritdoc cref="Tensors" path="/exception"/>
    public static void Load(this BottleneckNetwork network, WeightFile file, double? identity = null) =>
        Fill(network, Tensors(file, network.Plan, identity));

    /// <summary>Fills a backbone from a classifier's weights.</summary>
    /// <param name="backbone">What is filled; unchanged where the file is refused.</param>
    /// <param name="file">The file of the whole network of its plan, under any known names.</param>
    /// <param name="identity">α that the weights were trained with, where the file does not say it.</param>
    /// <inheritdoc cref="Tensors" path="/exception"/>
    public static void Load(this Backbone backbone, WeightFile file, double? identity = null) => Fill(
        backbone, Tensors(file, backbone.Plan, identity).Where(tensor => !tensor.Name.StartsWith("classifier.", StringComparison.Ordinal)));

    /// <summary>Writes a network's weights and their label.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file; it must not exist.</param>
    /// <param name="naming">Whose names the tensors are given.</param>
    /// <exception cref="WorkbenchException">The other code builds no such network, it has an own activation or layer, or the file is there or cannot be written.</exception>
    public static void Save(this BottleneckNetwork network, string path, WeightNaming naming = WeightNaming.Workbench) =>
        Write(path, [.. network.state_dict().Select(named => SafetensorsTensor.Of(named.Key, named.Value))], network.Plan, naming);

    /// <summary>Writes tensors that bear the plan's names, and their label.</summary>
    /// <param name="path">The file; it must not exist, and is whole or absent.</param>
    /// <param name="tensors">What <see cref="Tensors"/> gives.</param>
    /// <param name="plan">The network.</param>
    /// <param name="naming">Whose names the tensors are given.</param>
    /// <exception cref="WorkbenchException">The other code builds no such network, it has an own activation or layer, or the file is there or cannot be written.</exception>
    public static void Write(
        string path, IReadOnlyCollection<SafetensorsTensor> tensors, NetworkPlan plan, WeightNaming naming)
    {
        OwnPartCheck.RequireNone(plan);
        var names = WeightNames.Of(plan, naming);
        try
        {
            WholeFile.WriteNew(path, file => Safetensors.Write(
                file, [.. tensors.Select(tensor => tensor with { Name = names[tensor.Name] })], WeightsLabel.Of(plan, naming).ToMetadata()));
        }
        catch (IOException wrong)
        {
            throw new WorkbenchException(wrong.Message, wrong);
        }
    }

    /// <summary>What keeps a file's tensors from being the plan's; nothing where they fit.</summary>
    internal static IReadOnlyList<string> Faults(WeightFile file, NetworkPlan plan)
    {
        var naming = WeightNames.Recognize(file);
        if (!ForeignLayers.Know(plan, naming))
        {
            return [$"its names are those of {naming.Words()}, which has no such network"];
        }

        if (naming == WeightNaming.Timm && TimmLayers.OtherNetwork(file) is { } other)
        {
            return [other];
        }

        var names = WeightNames.Of(plan, naming);
        return Fit.Faults(
            PlanTensor.Of(plan)
                .Select(tensor => tensor with { Name = names[tensor.Name] })
                .Where(tensor => file.Tensors.ContainsKey(tensor.Name) || !MayLack(tensor.Name, naming)),
            file.Tensors);
    }

    // Files from before PyTorch 0.4.1 have no counters, and nothing is computed from them.
    private static bool MayLack(string name, WeightNaming naming) =>
        naming != WeightNaming.Workbench && name.EndsWith(PlanTensor.Counter, StringComparison.Ordinal);

    private static SafetensorsTensor Named(WeightFile file, string own, string foreign) =>
        file.Tensors.TryGetValue(foreign, out var tensor) ? tensor with { Name = own } : SafetensorsTensor.Of(own, [0L], []);

    /// <summary>Fills a module with tensors that fit it.</summary>
    internal static void Fill(nn.Module module, IEnumerable<SafetensorsTensor> tensors)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var state = module.state_dict();
        foreach (var tensor in tensors)
        {
            state[tensor.Name].copy_(tensor.ToTensor());
        }
    }

    private static SafetensorsType TypeOf(string name, Tensor tensor) => ElementTypes.OfFormat(tensor.dtype)
        ?? throw new WeightFileException($"{name} is of type {tensor.dtype}, which the format does not support; convert the module");
}
