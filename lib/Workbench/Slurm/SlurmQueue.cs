using System.Globalization;
using Sandglass;
using Workbench.Running;

namespace Workbench.Slurm;

/// <summary>A task of a job array in the queue.</summary>
/// <param name="Job">Name of the job.</param>
/// <param name="Id">Array job and task, such as <c>12_3</c>.</param>
/// <param name="Index">The task's number in the array.</param>
/// <param name="State">As Slurm calls it, such as <c>PENDING</c>.</param>
/// <param name="Where">The node, or why it waits.</param>
internal sealed record SlurmTask(string Job, string Id, int Index, string State, string Where)
{
    /// <summary>Whether it has a node.</summary>
    public bool IsRunning => State != "PENDING";
}

/// <summary>Slurm's own commands.</summary>
internal static class SlurmQueue
{
    private const string Unknown = "unknown";

    /// <summary>The tasks of this user.</summary>
    /// <exception cref="WorkbenchException">There is no Slurm here, or it does not answer.</exception>
    public static IReadOnlyList<SlurmTask> Tasks() =>
        [.. Run("squeue", "--me", "--noheader", "--array", "--format=%j|%F|%K|%T|%R").Split('\n').Select(Task).OfType<SlurmTask>()];

    /// <summary>Submits a script.</summary>
    /// <returns>The id of the job.</returns>
    /// <exception cref="WorkbenchException">There is no Slurm here, or it refuses the job.</exception>
    public static string Submit(string script) => Run("sbatch", "--parsable", script).Trim().Split(';')[0] is { Length: > 0 } id ? id : Unknown;

    private static SlurmTask? Task(string line) =>
        line.Split('|', 5) is [var job, var array, var index, var state, var where] && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new SlurmTask(job, $"{array}_{index}", number, state, where)
            : null;

    private static string Run(string program, params string[] arguments)
    {
        var ended = OtherProgram.Run(program, arguments) ?? throw new WorkbenchException(
            $"Slurm is not on this machine: there is no program {program}; use --dry-run to see the script, or --shard 1/2 and --shard 2/2 on two machines that share the folder");
        var why = OneLine.Of(ended.Error.Trim());
        return ended.ExitCode == 0 ? ended.Output : throw new WorkbenchException(
            $"Slurm refused: {(why.Length > 0 ? why : $"{program} ended with exit code {ended.ExitCode}")}; see 'sinfo' for its partitions, and --dry-run for the script");
    }
}
