using System.Diagnostics;
using MathNet.Numerics.Statistics;
using Sandglass.Blocks;
using Sandglass.Detection.Boxes;
using Sandglass.Detection.Networks;
using Sandglass.Detection.Training;
using Sandglass.Runtime;
using Sandglass.Training;
using static TorchSharp.torch;

namespace Benchmarks.Detection;

/// <summary>One detector on one batch, by the kernels of one backend; times are ms a picture.</summary>
internal sealed class DetectionSide : IDisposable
{
    private readonly Detector _detector;
    private readonly WeightOptimizer _optimizer;
    private readonly Tensor _images;
    private readonly LabelledBox[][] _objects;
    private readonly Box[] _priors;
    private readonly BoxCoding _coding;
    private readonly List<double> _loss = [];
    private readonly List<double> _network = [];

    internal DetectionSide(DetectorPlan plan, Tensor images, LabelledBox[][] objects, bool fused)
    {
        (_images, _objects, _priors, _coding) = (images, objects, plan.PriorBoxes(), BoxCoding.Of(plan.Priors));
        _detector = new Detector(plan, new RandomStreams(1));
        if (fused)
        {
            FusedLayers.In(_detector);
        }

        _optimizer = new WeightOptimizer(_detector, DetectionPreset.Standard.Recipe);
    }

    /// <summary>Of the training steps.</summary>
    internal List<double> Training { get; } = [];

    /// <summary>Of the evaluations.</summary>
    internal List<double> Evaluation { get; } = [];

    /// <summary>Loss of the first step.</summary>
    internal double FirstLoss { get; private set; } = double.NaN;

    /// <summary>A training step, an evaluation, and the network's part of one.</summary>
    /// <param name="counts">Whether their times count.</param>
    internal void Take(bool counts)
    {
        var loss = 0.0;
        Time(Training, () => loss = Step());
        Time(Evaluation, () => _detector.Detect(_images, new SuppressionRule()));
        Time(_network, Scores);
        if (counts)
        {
            _loss.Add(loss);
        }

        void Time(List<double> times, Action way)
        {
            var start = Stopwatch.GetTimestamp();
            way();
            if (counts)
            {
                times.Add(PerPicture(start));
            }
        }
    }

    /// <summary>Training step, of it matching and loss, evaluation, of it decoding and suppression.</summary>
    internal string[] Cells() =>
        [Text(Training), Text(_loss), Text(Evaluation), $"{Math.Max(0, Evaluation.Median() - _network.Median()):0.00}"];

    public void Dispose()
    {
        _optimizer.Dispose();
        _detector.Dispose();
    }

    // What matching and loss took.
    private double Step()
    {
        using var step = NewDisposeScope();
        _detector.train();
        _optimizer.ZeroGradients();
        var output = _detector.call(_images);
        var start = Stopwatch.GetTimestamp();
        var total = MultiBoxLoss.Of(output, MultiBoxTargets.Of(_objects, _priors, _coding)).Total();
        var took = PerPicture(start);
        FirstLoss = double.IsNaN(FirstLoss) ? total.ReadSingle() : FirstLoss;
        total.backward();
        _optimizer.Step(1e-3);
        return took;
    }

    private void Scores()
    {
        using var evaluation = NewDisposeScope();
        using var noGrad = no_grad();
        _detector.eval();
        _detector.call(_images).Scores.softmax(2);
    }

    private double PerPicture(long start) => Stopwatch.GetElapsedTime(start).TotalMilliseconds / _images.shape[0];

    private static string Text(IReadOnlyCollection<double> times) => $"{times.Median():0.00} ({times.Min():0.00})";
}
