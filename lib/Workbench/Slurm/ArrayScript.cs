using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NotebookKernel;
using Sandglass;
using Workbench.Running;

namespace Workbench.Slurm;

/// <summary>
/// The script of a job array, one run a task. Its own list says which task is which run, so that tasks in the queue stay what they
/// are whatever is submitted after them; its name is of its content, so that the same array has the same name.
/// </summary>
/// <param name="Name">Name of the job and of the file.</param>
/// <param name="Text">What sbatch is given.</param>
internal sealed record ArrayScript(string Name, string Text)
{
    private const int Digits = 8;
    private const string Beginning = "runs=(";
    private const string End = ")";

    /// <summary>Writes the script of an array.</summary>
    /// <param name="study">Name of the study.</param>
    /// <param name="folder">The folder of its scripts, orders and logs.</param>
    /// <param name="runs">The folder of runs.</param>
    /// <param name="checkpoints">Least time between two checkpoints.</param>
    /// <param name="tasks">Hashes of the runs, and what they are in words.</param>
    /// <param name="options">What it asks of Slurm.</param>
    /// <exception cref="WorkbenchException">A path cannot stand in such a script.</exception>
    public static ArrayScript Of(string study, string folder, string runs, TimeSpan checkpoints, IReadOnlyList<(string Hash, string Words)> tasks, SlurmOptions options)
    {
        var body = Body(folder, runs, checkpoints, tasks, options);
        var name = $"{study}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))[..Digits]}";
        return new ArrayScript(name, string.Create(CultureInfo.InvariantCulture, $"""
            #!/usr/bin/env bash
            # The study {study}: {tasks.Count} of its runs, each a task of one job array. By hand: sbatch {Quoted(Path.Combine(folder, $"{name}.sh"))}
            #SBATCH --job-name={name}

            """) + body);
    }

    /// <summary>The hashes of a script's runs, in the order of its tasks.</summary>
    public static IReadOnlyList<string> RunsOf(string text) =>
    [
        .. text.Split('\n').SkipWhile(line => line != Beginning).Skip(1).TakeWhile(line => line != End)
            .Select(line => line.TrimStart().Split(' ')[0]),
    ];

    private static string Body(string folder, string runs, TimeSpan checkpoints, IReadOnlyList<(string Hash, string Words)> tasks, SlurmOptions options)
    {
        var log = Directive(Path.Combine(folder, "%A_%a.log"), folder);
        var program = string.Join(' ', ThisProgram.Words.Select(Quoted));
        return string.Create(CultureInfo.InvariantCulture, $$"""
            #SBATCH --array=0-{{tasks.Count - 1}}
            #SBATCH --ntasks=1
            #SBATCH --cpus-per-task=1
            #SBATCH --requeue
            #SBATCH --open-mode=append
            #SBATCH --signal=B:USR1@{{options.Lead}}
            #SBATCH --chdir={{Directive(Environment.CurrentDirectory, Environment.CurrentDirectory)}}
            #SBATCH --output={{log}}
            #SBATCH --error={{log}}
            {{string.Concat(options.Lines().Select(line => $"{line}\n"))}}
            {{Beginning}}
            {{string.Join('\n', tasks.Select(task => $"  {task.Hash} # {OneLine.Of(task.Words)}"))}}
            {{End}}
            run=${runs[SLURM_ARRAY_TASK_ID]}
            task=${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}
            orders={{Quoted(Path.Combine(folder, SlurmFolder.Orders))}}
            export {{ProgramPath.DotNetRootVariable}}={{Quoted(ProgramPath.DotNetRoot)}}

            # Before its time is over (USR1), or when it has to make room (TERM), the run ends between two steps and leaves a checkpoint.
            signals=0 asked='' worker=''
            stop() {
              signals=$((signals + 1)) asked=$1
              [[ -z $worker ]] || kill -TERM "$worker" 2>/dev/null
            }
            trap 'stop USR1' USR1
            trap 'stop TERM' TERM

            echo "$task.log" >"$orders/$run.log"
            echo "run $run begins on $(hostname), task $task"
            {{program}} work "$orders/$run.json" --runs {{Quoted(runs)}} --checkpoint-seconds {{checkpoints.TotalSeconds:0}} {{WorkerProtocol.AloneOption}} &
            worker=$!
            [[ -z $asked ]] || kill -TERM "$worker"

            # A signal ends the waiting, not the worker.
            while
              waited=$signals
              wait "$worker"
              status=$?
              ((waited != signals))
            do :; done

            # Array job and task name it, its raw id may be another task's. One that was cancelled is no longer running and is not called back.
            if ((status == 0)); then
              echo "run $run is finished"
            elif [[ -n $asked && $(squeue --noheader --jobs="$task" --format=%T) == RUNNING ]] && echo "run $run goes back into the queue after $asked" && scontrol requeue "$task"; then
              :
            elif [[ -n $asked ]]; then
              echo "run $run was interrupted by $asked; unless it is in the queue, submit the study again"
            else
              echo "{{SlurmFolder.Failed}}run $run ended with exit code $status"
            fi
            exit $status

            """);
    }

    // Within quotes, as sbatch reads its own lines. %A and %a are ours; another % would be taken for such a field.
    private static string Directive(string path, string folder) => !folder.Any(letter => letter is '"' or '\\' or '%' || char.IsControl(letter))
        ? $"\"{path}\""
        : throw new WorkbenchException($"{folder} cannot stand in a script for Slurm; use a folder without quotation marks, backslashes, % and line ends in its path");

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
