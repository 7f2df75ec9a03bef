using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Parameter = TorchSharp.Modules.Parameter;

namespace Sandglass.Search.Supernet;

/// <summary>
/// The network in which a search chooses: images [N, C, H, W] → class scores [N, classes], every cell a mixture of all
/// operations by weights that its <see cref="Alphas"/> decide. BatchNorm keeps scale 1 and shift 0, so that no operation
/// makes up for its weight. The alphas are not among its parameters.
/// </summary>
internal sealed class SearchNetwork : Module<Tensor, Tensor>
{
    private readonly SearchCell[] _cells;

    [ComponentName(Name = "stem")]
    private readonly LayerChain _stem;

    [ComponentName(Name = "classifier")]
    private readonly Linear _classifier;

    /// <summary>Builds the network on the CPU and initialises weights and alphas.</summary>
    /// <param name="space">The space.</param>
    /// <param name="streams">Where they come from.</param>
    /// <param name="initialization">The rule for initial weights.</param>
    /// <exception cref="InvalidSpecException">The space cannot be searched.</exception>
    /// <exception cref="NativeLoadException">libtorch cannot be loaded.</exception>
    public SearchNetwork(SearchSpace space, RandomStreams streams, Initialization initialization = Initialization.FanOut)
        : base(TorchRuntime.Started("search"))
    {
        Space = space.Validated();
        var shapes = ShapesOf(space);
        _stem = new LayerChain("stem", CellInputs.Stem(space.InputChannels, shapes.StemChannels, space.StemStride));
        _cells = [.. shapes.Cells.Select(shape => new SearchCell(shape, space))];
        _classifier = Linear(shapes.Features, space.Classes);
        RegisterComponents();
        foreach (var cell in _cells)
        {
            register_module(cell.GetName(), cell);
        }

        initialization.Apply(this, streams);
        ChannelsLast.LayOut(this);
        FixScales();
        Alphas = new Alphas(space, streams);
    }

    /// <summary>The space.</summary>
    public SearchSpace Space { get; }

    /// <summary>The architecture parameters that the search changes.</summary>
    public Alphas Alphas { get; }

    /// <summary>The weights that are trained, all but BatchNorm's.</summary>
    internal IReadOnlyList<Parameter> Weights => [.. parameters().Where(parameter => parameter.requires_grad)];

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var (normal, reduction) = (functional.softmax(Alphas.Normal, 1), functional.softmax(Alphas.Reduction, 1));
        var last = _stem.call(input);
        var beforeLast = last;
        foreach (var cell in _cells)
        {
            (beforeLast, last) = (last, cell.call(beforeLast, last, cell.Reduces ? reduction : normal));
        }

        return _classifier.call(last.mean([2, 3]));
    }

    internal static CellShapes ShapesOf(SearchSpace space) =>
        CellShapes.Of(space.Cells, space.Channels, space.StemStride, space.Resolution, space.Nodes, space.Nodes);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) // else what a constructor that threw never made would be null, and the rest frees itself
        {
            Alphas.Dispose();
        }

        base.Dispose(disposing);
    }

    private void FixScales()
    {
        foreach (var parameter in modules().OfType<BatchNormLayer>().SelectMany(norm => norm.parameters()))
        {
            parameter.requires_grad = false;
        }
    }
}
