using System.Globalization;
using System.Text.RegularExpressions;

namespace Workbench.Slurm;

/// <summary>What a job array asks of Slurm; null: the cluster's own. Each has a form that needs no quotes anywhere.</summary>
/// <param name="Partition">Partitions, separated by commas.</param>
/// <param name="Gpus">GPUs a task, such as <c>1</c> or <c>a100:1</c>.</param>
/// <param name="Time">Limit of a task's time, in Slurm's form: minutes, <c>HH:MM:SS</c> or <c>D-HH:MM:SS</c>.</param>
/// <param name="Account">Whom it is charged to.</param>
internal sealed partial record SlurmOptions(string? Partition, string? Gpus, string? Time, string? Account)
{
    private const int MostLead = 120;

    public static bool IsNames(string text) => Names().IsMatch(text);

    public static bool IsGpus(string text) => GpuCount().IsMatch(text);

    public static bool IsTime(string text) => SecondsOf(text) is > 0;

    /// <summary>How many seconds before its time is over a task is told: two minutes, or half of a short time.</summary>
    public int Lead => Time is { } time && SecondsOf(time) is { } seconds ? (int)Math.Clamp(seconds / 2, 1, MostLead) : MostLead;

    /// <summary>The lines of a script.</summary>
    public IEnumerable<string> Lines() =>
        from option in ((string Name, string? Value)[])[("partition", Partition), ("gpus", Gpus), ("time", Time), ("account", Account)]
        where option.Value is not null
        select $"#SBATCH --{option.Name}={option.Value}";

    private static long? SecondsOf(string time)
    {
        var match = TimeLimit().Match(time);
        if (!match.Success)
        {
            return null;
        }

        long Part(string name) => match.Groups[name] is { Success: true } part ? long.Parse(part.Value, CultureInfo.InvariantCulture) : 0;
        return ((((Part("days") * 24) + Part("hours")) * 60) + Part("minutes")) * 60 + Part("seconds");
    }

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9_.,-]{0,199}$")]
    private static partial Regex Names();

    [GeneratedRegex("^([A-Za-z0-9_][A-Za-z0-9_.-]{0,60}:)?[1-9][0-9]{0,3}$")]
    private static partial Regex GpuCount();

    // minutes, minutes:seconds, hours:minutes:seconds, days-hours, days-hours:minutes, days-hours:minutes:seconds
    [GeneratedRegex("^((?<minutes>[0-9]{1,6})(:(?<seconds>[0-9]{1,2}))?|(?<hours>[0-9]{1,5}):(?<minutes>[0-9]{1,2}):(?<seconds>[0-9]{1,2})|(?<days>[0-9]{1,3})-(?<hours>[0-9]{1,2})(:(?<minutes>[0-9]{1,2})(:(?<seconds>[0-9]{1,2}))?)?)$")]
    private static partial Regex TimeLimit();
}
