using System.CommandLine;
using Sandglass;
using Sandglass.Paper;
using Sandglass.Training;

namespace Workbench.Commands;

/// <summary>The argument and the options that choose a study that runs here, the workbench's or one's own.</summary>
internal sealed class StudyChoice
{
    /// <summary>Its name, or its file.</summary>
    internal Argument<string> Name { get; } =
        new Argument<string>("name") { Description = "name of a study, or a file FILE.json with a study of your own" }.AmongListed("study", "workbench study list", StudyCatalogue.Names, IsFile);

    /// <summary>Whether it runs in seconds.</summary>
    internal Option<bool> Smoke { get; } = new("--smoke") { Description = "run the study in seconds, to check that it works; the results mean nothing" };

    /// <summary>Where it is trained.</summary>
    internal Option<string> Device { get; } = CommonOptions.Device();

    /// <summary>Whose kernels train it.</summary>
    internal Option<string?> Backend { get; } = CommonOptions.BackendOr("the study's");

    /// <summary>In which precision its steps compute.</summary>
    internal Option<string> Precision { get; } = CommonOptions.Precision();

    /// <summary>What decides which of a study's runs are meant.</summary>
    internal IReadOnlyList<Option> Options => [Smoke, Device, Backend, Precision];

    /// <summary>Whether it is a file.</summary>
    internal bool IsFile(ParseResult parsed) => IsFile(parsed.GetRequiredValue(Name));

    /// <summary>The study, with its own kernels where they are for the device and the precision.</summary>
    /// <exception cref="WorkbenchException">The file cannot be read, or the study waits for another.</exception>
    internal Study Of(ParseResult parsed, string device)
    {
        var (chosen, smoke) = (parsed.GetRequiredValue(Name), parsed.GetValue(Smoke));
        var study = !IsFile(chosen) ? StudyCatalogue.Named(chosen, smoke)
            : Study.Read(chosen) is var own && smoke ? own.Smoke() : own;
        var precision = parsed.GetRequiredValue(Precision);
        var ownKernels = device == "cpu" && precision == Precisions.Float32;
        return study with { Device = device, Precision = precision, Backend = parsed.GetValue(Backend) ?? (ownKernels ? study.Backend : Backends.LibTorch) };
    }

    /// <summary>The study whose runs are looked for. Those of a job array may be of cards that this machine has not.</summary>
    /// <exception cref="WorkbenchException">As for <see cref="Of"/>, or the device is not there.</exception>
    internal Study WithRuns(ParseResult parsed) => Of(parsed, parsed.GetRequiredValue(Device) is var where && where == "cuda" ? where : CommonOptions.DeviceOf(where));

    /// <summary>Whether this names a file; by its ending, as reading it reports a file that does not exist.</summary>
    internal static bool IsFile(string name) => Path.GetExtension(name).Equals(".json", StringComparison.OrdinalIgnoreCase);
}
