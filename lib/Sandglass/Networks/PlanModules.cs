using Sandglass.Blocks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Networks;

/// <summary>The convolutions of a plan, built: stem, stages, head. A network registers them under the plan's dotted names.</summary>
internal sealed class PlanModules
{
    private readonly List<(string Name, Module<Tensor, Tensor> Module)> _modules = [];
    private readonly List<(string Name, IHooked Module)> _hooked = [];

    /// <param name="plan">A plan that was checked.</param>
    internal PlanModules(NetworkPlan plan)
    {
        AddConv(plan.Stem);
        foreach (var stage in plan.Stages)
        {
            AddStage(stage);
        }

        foreach (var conv in plan.Head)
        {
            AddConv(conv);
        }
    }

    internal void RegisterIn(Module network)
    {
        foreach (var (name, module) in _modules)
        {
            network.register_module(name, module);
        }
    }

    /// <summary>[N, C, H, W] → the last feature map.</summary>
    internal Tensor Run(Tensor input) => _modules.Aggregate(input, (x, layer) => layer.Module.call(x));

    internal void Attach(IHook? hook, string name) =>
        _hooked.ForEach(part => part.Module.Attach(hook, HookPoint.Join(name, part.Name)));

    private void AddConv(ConvSpec spec)
    {
        var layer = new ConvLayer(spec, LayerWalk.NormEpsilon);
        _modules.Add((spec.Name, layer));
        _hooked.Add((spec.Name, layer));
    }

    private void AddStage(StagePlan stage)
    {
        var blocks = stage.Blocks.Select((spec, i) => new BottleneckBlock(spec, $"block{i + 1}")).ToArray();
        _modules.Add((stage.Name, Sequential(blocks.Select(block => (block.GetName(), (Module<Tensor, Tensor>)block)))));
        _hooked.AddRange(blocks.Select(block => ($"{stage.Name}.{block.GetName()}", (IHooked)block)));
    }
}
