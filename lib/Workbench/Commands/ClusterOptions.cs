using System.CommandLine;
using Workbench.Slurm;
using Workbench.Studies;

namespace Workbench.Commands;

/// <summary>What <c>workbench study run</c> takes for more than one machine: a job array of Slurm, or a shard.</summary>
internal sealed class ClusterOptions
{
    private const string SlurmName = "slurm";

    private readonly Option<string?> _on = new Option<string?>("--on") { Description = "submit the missing runs as a job array instead, a run a task (docs/CLUSTER.md)" }.Among(SlurmName);
    private readonly Option<string?> _partition = Text("--partition", "Slurm's partition, or several with commas", SlurmOptions.IsNames);
    private readonly Option<string?> _gpus = Text("--gpus", "GPUs of a task, such as 1 or a100:1", SlurmOptions.IsGpus);
    private readonly Option<string?> _time = Text("--time", "limit of a task's time, such as 90 (minutes), 12:00:00 or 2-00:00:00; a run that needs longer resumes in its next task", SlurmOptions.IsTime);
    private readonly Option<string?> _account = Text("--account", "account that Slurm charges", SlurmOptions.IsNames);
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "print the script of the job array and submit nothing" };
    private readonly Option<string?> _shard = Text("--shard", $"train every N-th run of the study from the I-th on, as I/N with N up to {Shard.Most}: for machines that share the folder, without Slurm", text => Shard.Parse(text) is not null);

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_on, _partition, _gpus, _time, _account, _dryRun, _shard])
        {
            command.Add(option);
        }
    }

    /// <summary>The shard that is asked for; null: none.</summary>
    public Shard? ShardOf(ParseResult parsed) => parsed.GetValue(_shard) is { } text ? Shard.Parse(text) : null;

    /// <summary>What is asked of Slurm; null: nothing.</summary>
    /// <exception cref="UsageException">Options do not fit together.</exception>
    public SlurmRequest? Read(ParseResult parsed, Option minutes, Option record, Option workers)
    {
        if (!parsed.IsGiven(_on))
        {
            parsed.Refuse([_partition, _gpus, _time, _account, _dryRun], $"is for --on {SlurmName}");
            parsed.Refuse(parsed.IsGiven(_shard) ? [minutes, record] : [], "and --shard cannot be combined");
            return null;
        }

        parsed.Refuse([minutes, record, workers, _shard], $"and --on {SlurmName} cannot be combined");
        return new SlurmRequest(
            new SlurmOptions(parsed.GetValue(_partition), parsed.GetValue(_gpus), parsed.GetValue(_time), parsed.GetValue(_account)), parsed.GetValue(_dryRun));
    }

    /// <summary>The device of a task. Whether it is there is known on its node only, where Slurm numbers its cards from 0.</summary>
    /// <exception cref="UsageException">It is neither cpu nor cuda.</exception>
    public static string DeviceOf(string asked) =>
        asked is "cpu" or "cuda" ? asked : throw new UsageException($"--device takes cpu or cuda with --on {SlurmName}, not {Misuse.Quoted(asked)}");

    private static Option<string?> Text(string name, string description, Func<string, bool> isRight)
    {
        var option = new Option<string?>(name) { HelpName = "TEXT", Description = description };
        option.CustomParser = given =>
        {
            var text = given.Tokens[0].Value;
            if (!isRight(text))
            {
                given.AddError($"{name} cannot be {Misuse.Quoted(text)}: {description}");
            }

            return text;
        };
        return option;
    }
}

/// <summary>A job array that is asked for.</summary>
/// <param name="Options">What it asks of Slurm.</param>
/// <param name="IsDryRun">Whether its script is only printed.</param>
internal sealed record SlurmRequest(SlurmOptions Options, bool IsDryRun);
