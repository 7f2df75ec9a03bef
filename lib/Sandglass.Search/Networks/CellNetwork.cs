using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Runtime;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Search.Networks;

/// <summary>The network of a genotype: images [N, C, H, W] → class scores [N, classes]. Weights lie channels-last.</summary>
internal sealed class CellNetwork : Module<Tensor, Tensor>
{
    private readonly DerivedCell[] _cells;
    private readonly PathDropping _dropping;
    private readonly int _auxiliaryCell;

    [ComponentName(Name = "stem")]
    private readonly LayerChain _stem;

    [ComponentName(Name = "classifier")]
    private readonly Linear _classifier;

    [ComponentName(Name = "auxiliary")]
    private readonly AuxiliaryHead? _auxiliary;

    /// <summary>Builds the network on the CPU and initialises its weights.</summary>
    /// <param name="plan">What to build.</param>
    /// <param name="streams">Where initial weights and dropped paths come from.</param>
    /// <param name="initialization">The rule for initial weights.</param>
    /// <exception cref="InvalidSpecException">The plan cannot be built.</exception>
    /// <exception cref="NativeLoadException">libtorch cannot be loaded.</exception>
    public CellNetwork(CellNetworkPlan plan, RandomStreams streams, Initialization initialization = Initialization.FanOut)
        : base(TorchRuntime.Started(plan.Name))
    {
        Plan = plan.Validated();
        var shapes = plan.Shapes;
        _stem = new LayerChain("stem", CellInputs.Stem(plan.InputChannels, shapes.StemChannels, plan.StemStride));
        _dropping = new PathDropping { Rate = plan.DropPath };
        _cells = [.. shapes.Cells.Select(shape => new DerivedCell(shape, plan.CellOf(shape)) { Dropping = _dropping })];
        _auxiliaryCell = 2 * plan.Cells / 3;
        _auxiliary = plan.Auxiliary ? new AuxiliaryHead(shapes.Auxiliary.OutChannels, plan.Classes) : null;
        _classifier = Linear(shapes.Features, plan.Classes);
        RegisterComponents();
        foreach (var (shape, cell) in shapes.Cells.Zip(_cells))
        {
            register_module(shape.Name, cell);
        }

        SeedPaths(streams, 0);
        initialization.Apply(this, streams);
        ChannelsLast.LayOut(this);
    }

    /// <summary>What this network was built from.</summary>
    public CellNetworkPlan Plan { get; }

    /// <summary>Starts the dropped paths of a step, so that a step does not depend on the ones before.</summary>
    /// <param name="streams">The run's streams.</param>
    /// <param name="step">Step, from 0.</param>
    public void SeedPaths(RandomStreams streams, int step) => _dropping.Seed(streams, step);

    /// <summary>Changes the chance that a path is dropped, which training raises from epoch to epoch.</summary>
    /// <param name="rate">Chance in [0, 1).</param>
    internal void DropPaths(double rate) => _dropping.Rate = rate;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Scores(input).Main;

    /// <summary>The scores of both classifiers; the second's are null where there is none, and outside training.</summary>
    /// <param name="input">Images [N, C, H, W].</param>
    public (Tensor Main, Tensor? Auxiliary) Scores(Tensor input)
    {
        var last = _stem.call(input);
        var beforeLast = last;
        Tensor? auxiliary = null;
        foreach (var (i, cell) in _cells.Index())
        {
            (beforeLast, last) = (last, cell.call(beforeLast, last));
            auxiliary = i == _auxiliaryCell && training ? _auxiliary?.call(last) : auxiliary;
        }

        return (_classifier.call(last.mean([2, 3])), auxiliary);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) // else what a constructor that threw never made would be null, and the rest frees itself
        {
            _dropping.Dispose();
        }

        base.Dispose(disposing);
    }
}
