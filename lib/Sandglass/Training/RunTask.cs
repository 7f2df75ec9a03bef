using System.Text.Json.Serialization;
using Sandglass.Data;
using static TorchSharp.torch;

namespace Sandglass.Training;

/// <summary>
/// What a run learns. A new task is a record of this kind, whose properties say what is learned, and a
/// <see cref="TaskTraining{TEpoch}"/>, which says how a step, an evaluation and a summary go. Files, checkpoints,
/// resuming, progress, stores and studies come from the engine.
/// </summary>
[JsonConverter(typeof(KindConverter<RunTask>))]
internal abstract record RunTask
{
    /// <summary>The word for the task, such as <c>detection</c>.</summary>
    [JsonIgnore]
    public string Kind => RunTaskAttribute.Of(GetType()).Kind;

    /// <summary>What the task's bytes mean: raised by a change that gives the same spec other bytes.</summary>
    [JsonIgnore]
    public int Semantics => RunTaskAttribute.Of(GetType()).Semantics;

    /// <summary>What is trained, as lists show it, such as <c>small-sandglass-0.52</c>.</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    /// <summary>Trainable parameters, and multiply-adds of one image.</summary>
    /// <exception cref="WorkbenchException">The task cannot be built as it is said.</exception>
    [JsonIgnore]
    public abstract (long Parameters, long MultiplyAdds) Cost { get; }

    /// <summary>What its score is called where progress is shown.</summary>
    [JsonIgnore]
    public virtual string ScoreName => "validation accuracy";

    /// <summary>Runs that must be finished before this one begins, such as the search whose network is trained.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<RunSpec> Needs => [];

    /// <summary>Whether its steps may compute in <c>bfloat16</c>.</summary>
    [JsonIgnore]
    public virtual bool TrainsInBfloat16 => false;

    /// <summary>Multiply-adds that a run takes, about; what it needs is not in them.</summary>
    /// <param name="recipe">How it is trained.</param>
    /// <param name="images">Training images.</param>
    public virtual double Work(Recipe recipe, int images) => 3.0 * Cost.MultiplyAdds * images * recipe.Epochs;

    /// <summary>The task as one seed of a study has it: what it needs has the same seed, data, device and backend.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="data">The data.</param>
    /// <param name="device">The device.</param>
    /// <param name="backend">Whose kernels train.</param>
    public virtual RunTask ForSeed(int seed, DataIdentity data, string device, string backend) => this;

    /// <summary>Begins a training.</summary>
    /// <param name="spec">The run, whose task this is.</param>
    /// <param name="data">The data that the spec names; not owned.</param>
    /// <param name="needed">The finished runs of <see cref="Needs"/>.</param>
    /// <exception cref="WorkbenchException">Task, recipe or data cannot be used.</exception>
    public abstract ITaskTraining Begin(RunSpec spec, IRunData data, IReadOnlyList<Run> needed);

    /// <summary>The trained network of a finished run, on the CPU. The caller disposes it.</summary>
    /// <param name="run">A run of this task.</param>
    /// <exception cref="WorkbenchException">The task has no network, or the file of weights is damaged.</exception>
    public virtual nn.Module LoadNetwork(Run run) => throw new WorkbenchException($"runs of the task '{Kind}' store no network");

    /// <summary>The data as the kind that a task learns from.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    /// <exception cref="WorkbenchException">It is another kind.</exception>
    protected T Of<T>(IRunData data)
        where T : class, IRunData => data as T
        ?? throw new WorkbenchException($"the task '{Kind}' learns from {typeof(T).Name}, not from {data.GetType().Name}; load data of that type");
}

/// <summary>The word for a task, and what its bytes mean.</summary>
/// <param name="kind">The word, as it stands in <c>run.json</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RunTaskAttribute(string kind) : KindAttribute(kind)
{
    /// <summary>Raised by a change that gives the same spec other bytes; runs with other numbers are reported and not reused.</summary>
    public int Semantics { get; init; } = 1;

    internal static new RunTaskAttribute Of(Type task) => (RunTaskAttribute?)GetCustomAttribute(task, typeof(RunTaskAttribute))
        ?? throw new InvalidOperationException($"{task} has no [RunTask] that names it");
}
