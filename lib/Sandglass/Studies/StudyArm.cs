using System.Runtime.CompilerServices;
using Sandglass.Counting;
using Sandglass.Training;

namespace Sandglass.Studies;

/// <summary>One thing that a study compares: a task and how it is trained.</summary>
/// <param name="Name">Name within its group, such as <c>sandglass</c>.</param>
/// <param name="Group">What it is compared within, such as the budget <c>0.4x</c>; empty where there is one group.</param>
/// <param name="Task">What is learned.</param>
/// <param name="Recipe">How it is trained.</param>
internal sealed record StudyArm(string Name, string Group, RunTask Task, Recipe Recipe)
{
    /// <summary>The family of its blocks, which decides the colour; null where it has none.</summary>
    public BlockFamily? Family { get; init; }

    /// <summary>How its network was matched to a budget, with the residual; null if it was not matched.</summary>
    public BudgetMatch? Match { get; init; }

    /// <summary>Trainable parameters, and multiply-adds of one image.</summary>
    public (long Parameters, long MultiplyAdds) Cost { get; } = Task.Cost;

    /// <summary>How the multiply-adds of its network are shared out; null where the task has no plan.</summary>
    public CostShares? Shares => Task is Classification classifier ? CostShares.Of(classifier.Plan) : null;

    /// <summary>A classifier met to a budget.</summary>
    /// <param name="name">Name within its group.</param>
    /// <param name="group">What it is compared within.</param>
    /// <param name="family">The family of its blocks.</param>
    /// <param name="match">The plan that meets the budget.</param>
    /// <param name="recipe">How it is trained.</param>
    public static StudyArm Of(string name, string group, BlockFamily family, BudgetMatch match, Recipe recipe) =>
        new(name, group, new Classification(match.Plan), recipe) { Family = family, Match = match };

    /// <summary>Whether it is this very arm: the names of a study's arms differ, and thousands of runs are grouped by theirs.</summary>
    /// <param name="other">Another arm.</param>
    public bool Equals(StudyArm? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <inheritdoc/>
    public override string ToString() => Group.Length > 0 ? $"{Name} at {Group}" : Name;
}

/// <summary>One run of a study: a place in its grid and what is trained there.</summary>
/// <param name="arm">The arm.</param>
/// <param name="spec">What is trained.</param>
/// <param name="hashOfSeed">The hashes of this spec with other seeds, where they are known; null: it is made when it is asked for.</param>
internal sealed class StudyRun(StudyArm arm, RunSpec spec, Lazy<Func<int, string>>? hashOfSeed = null)
{
    private readonly Lazy<string> _hash = new(() => hashOfSeed is null ? spec.Hash : hashOfSeed.Value(spec.Seed));

    /// <summary>The arm.</summary>
    public StudyArm Arm => arm;

    /// <summary>What is trained.</summary>
    public RunSpec Spec => spec;

    /// <summary>The hash of what is trained, made once.</summary>
    public string Hash => _hash.Value;

    /// <summary>Multiply-adds of its training, forward and backward, with what it needs before.</summary>
    /// <param name="images">Training images.</param>
    internal double Work(int images) => Spec.Task.Needs.Append(Spec).Sum(spec => spec.Task.Work(spec.Recipe, images));

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Arm}, seed {Spec.Seed}");
}

/// <summary>A comparison that was written down before the study ran.</summary>
/// <param name="First">Name of the arm whose outcome is taken…</param>
/// <param name="Second">…minus that of this one.</param>
/// <param name="Group">The group of both.</param>
/// <param name="IsPrimary">The study was made for it. Primary comparisons are one Holm family, the others another.</param>
public sealed record PlannedComparison(string First, string Second, string Group, bool IsPrimary);
