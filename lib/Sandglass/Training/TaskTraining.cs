using Sandglass.Data;
using Sandglass.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Training;

/// <summary>A training as the engine sees it: it takes steps and epochs, gives a summary, and keeps no file.</summary>
internal interface ITaskTraining : IDisposable
{
    /// <summary>What is trained; null where the task has no single network.</summary>
    nn.Module? Network { get; }

    /// <summary>Epochs of the whole run.</summary>
    int Epochs { get; }

    /// <summary>Steps an epoch.</summary>
    int StepsPerEpoch { get; }

    /// <summary>Training images that an epoch sees.</summary>
    int ImagesPerEpoch { get; }

    /// <summary>The record of an epoch's row in <c>metrics.csv</c>.</summary>
    Type EpochRow { get; }

    /// <summary>Receives what a person must know of the training while it goes on, in lines.</summary>
    Action<string> Note
    {
        set
        {
            // Most have nothing to say.
        }
    }

    /// <summary>Prepares an epoch, before its first step and also when one is resumed in the middle.</summary>
    /// <param name="epoch">Epoch, from 1.</param>
    /// <param name="isFresh">Whether no step of it was taken.</param>
    void BeginEpoch(int epoch, bool isFresh);

    /// <summary>Takes the steps of an epoch, one each time that the next is asked for.</summary>
    /// <param name="epoch">Epoch, from 1.</param>
    /// <param name="first">The first step, from 0; those before it were taken earlier.</param>
    /// <param name="clock">Receives the times of the parts.</param>
    IEnumerable<StepResult> Steps(int epoch, int first, PhaseClock clock);

    /// <summary>Ends an epoch: evaluates, and says what was measured.</summary>
    /// <param name="ended">The epoch and the sums of its steps.</param>
    /// <param name="cancellation">Stops the evaluation.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    object EndEpoch(EpochSums ended, CancellationToken cancellation);

    /// <summary>Whether a row ends the run before its last epoch.</summary>
    bool EndsAfter(object epoch);

    /// <summary>The score of an epoch's row that progress shows, in [0, 1]; null where there is none.</summary>
    double? ScoreOf(object epoch);

    /// <summary>The whole training state.</summary>
    IEnumerable<StateTensor> State();

    /// <summary>What a file of the network's weights says about them.</summary>
    IReadOnlyDictionary<string, string> WeightsMetadata { get; }

    /// <summary>Trainable parameters, and multiply-adds of one image, which the task may have known only about before.</summary>
    (long Parameters, long MultiplyAdds) Cost { get; }

    /// <summary>Tests the network once, after the last epoch, and sums the run up.</summary>
    /// <param name="output">Takes further files.</param>
    /// <param name="epochs">The rows of all epochs.</param>
    /// <param name="cancellation">Stops the test.</param>
    /// <returns>The result, a record whose numbers lists and studies show.</returns>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    object Finish(RunOutput output, IReadOnlyList<object> epochs, CancellationToken cancellation);
}

/// <summary>What a step measured.</summary>
/// <param name="Loss">Its loss, which progress shows.</param>
/// <param name="Sums">Numbers that are summed over the epoch, such as loss and correct images.</param>
internal sealed record StepResult(double Loss, params double[] Sums);

/// <summary>An epoch whose steps are done.</summary>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="Sums">What its steps measured, summed.</param>
internal sealed record EpochSums(int Epoch, int Steps, IReadOnlyList<double> Sums);

/// <summary>The training of one network by one recipe; a task adds batches, loss, evaluation and summary.</summary>
/// <typeparam name="TEpoch">The record of an epoch's row.</typeparam>
internal abstract class TaskTraining<TEpoch> : ITaskTraining
    where TEpoch : class
{
    private readonly StateTensor[] _others;
    private readonly WeightMean? _mean;

    /// <summary>Moves the network to the run's device and gives it an optimiser.</summary>
    /// <param name="spec">The run.</param>
    /// <param name="network">The network, owned.</param>
    /// <param name="others">Tensors of the training state beside those of network and optimiser.</param>
    /// <exception cref="WorkbenchException">The recipe or the device cannot be used.</exception>
    protected TaskTraining(RunSpec spec, nn.Module network, params StateTensor[] others)
    {
        (Spec, Network, _others) = (spec, network, others);
        Device = TorchDevice.Choose(spec.Device);
        Precisions.Prepare(Device);
        network.to(Device);
        Backends.Prepare(spec, network);
        Optimizer = new WeightOptimizer(network, spec.Recipe.Validated());
        _mean = spec.Recipe.WeightEma is { } decay ? new WeightMean(network, decay) : null;
    }

    /// <inheritdoc/>
    public nn.Module Network { get; }

    /// <inheritdoc/>
    public virtual int Epochs => Spec.Recipe.Epochs;

    /// <inheritdoc/>
    public abstract int StepsPerEpoch { get; }

    /// <inheritdoc/>
    public virtual int ImagesPerEpoch => StepsPerEpoch * Spec.Recipe.BatchSize;

    /// <inheritdoc/>
    public Type EpochRow => typeof(TEpoch);

    /// <inheritdoc/>
    public virtual IReadOnlyDictionary<string, string> WeightsMetadata => new Dictionary<string, string>();

    /// <inheritdoc/>
    public virtual (long Parameters, long MultiplyAdds) Cost => Spec.Task.Cost;

    /// <inheritdoc/>
    public Action<string> Note { protected get; set; } = _ => { };

    /// <summary>The run.</summary>
    protected RunSpec Spec { get; }

    /// <summary>Where it runs.</summary>
    protected Device Device { get; }

    /// <summary>The optimiser of the network's weights.</summary>
    protected WeightOptimizer Optimizer { get; }

    /// <inheritdoc/>
    public virtual void BeginEpoch(int epoch, bool isFresh) => Network.train();

    /// <inheritdoc/>
    public abstract IEnumerable<StepResult> Steps(int epoch, int first, PhaseClock clock);

    /// <inheritdoc/>
    public object EndEpoch(EpochSums ended, CancellationToken cancellation)
    {
        using var mean = Averaged();
        return Measure(ended, cancellation);
    }

    /// <inheritdoc/>
    public bool EndsAfter(object epoch) => EndsAfter((TEpoch)epoch);

    /// <inheritdoc/>
    public double? ScoreOf(object epoch) => ScoreOf((TEpoch)epoch);

    /// <inheritdoc/>
    public IEnumerable<StateTensor> State() =>
    [
        .. Network.state_dict().Select(named => StateTensor.Of($"network/{named.Key}", named.Value)),
        .. Optimizer.State,
        .. _mean?.State ?? [],
        .. _others,
    ];

    /// <inheritdoc/>
    public object Finish(RunOutput output, IReadOnlyList<object> epochs, CancellationToken cancellation)
    {
        _mean?.Keep();
        return Summarize(output, [.. epochs.Cast<TEpoch>()], cancellation);
    }

    /// <summary>Frees network and optimiser.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Evaluates the network and says what the epoch came to.</summary>
    /// <inheritdoc cref="EndEpoch"/>
    protected abstract TEpoch Measure(EpochSums ended, CancellationToken cancellation);

    /// <summary>Tests the network and sums the run up.</summary>
    /// <inheritdoc cref="Finish(RunOutput, IReadOnlyList{object}, CancellationToken)"/>
    protected abstract object Summarize(RunOutput output, IReadOnlyList<TEpoch> epochs, CancellationToken cancellation);

    /// <inheritdoc cref="EndsAfter(object)"/>
    protected virtual bool EndsAfter(TEpoch epoch) => false;

    /// <inheritdoc cref="ScoreOf(object)"/>
    protected virtual double? ScoreOf(TEpoch epoch) => null;

    /// <summary>Frees what the task owns beside network and optimiser.</summary>
    /// <param name="disposing">Always true.</param>
    protected virtual void Dispose(bool disposing)
    {
        _mean?.Dispose();
        Optimizer.Dispose();
        Network.Dispose();
    }

    /// <summary>The learning rate of a step.</summary>
    /// <param name="epoch">Epoch, from 1.</param>
    /// <param name="batch">Step within it, from 0.</param>
    protected double RateAt(int epoch, int batch) => Spec.Recipe.LearningRateAt(((epoch - 1) * StepsPerEpoch) + batch, StepsPerEpoch);

    /// <summary>The batches of a loader on the run's device; on a card, made and copied while the step before is computed.</summary>
    /// <param name="batches">The batches, on the CPU; the caller disposes what it is given.</param>
    protected IEnumerable<T> Ahead<T>(IEnumerable<T> batches)
        where T : IDeviceBatch<T> => DevicePrefetch.Of(batches, Device);

    /// <summary>The forward pass of a step, in the run's precision.</summary>
    /// <param name="pass">The pass, whose scores are 32-bit floats in either.</param>
    protected T Forward<T>(Func<T> pass)
    {
        using var precision = Precisions.Begin(Spec);
        return pass();
    }

    /// <summary>One update of all weights by the gradients of a loss.</summary>
    /// <param name="loss">A single number in the graph.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="clock">Receives how long it took.</param>
    protected void Learn(Tensor loss, double rate, PhaseClock clock)
    {
        loss.backward();
        clock.Lap(Phase.Backward);
        Optimizer.Step(rate);
        Learned();
        clock.Lap(Phase.Optimizer);
    }

    /// <summary>To be called after each update that <see cref="Learn"/> does not make.</summary>
    protected void Learned() => _mean?.Add();

    // What is evaluated is the running mean of the weights, where the recipe wants one.
    private IDisposable? Averaged() => _mean?.Exchanged();
}
