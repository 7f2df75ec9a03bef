using Sandglass.Data;
using Sandglass.Search.Studies;

namespace Workbench.Commands;

/// <summary>What the search commands say.</summary>
internal static class SearchReport
{
    internal static void WriteProxy(SearchPreset preset, DatasetSplits data, TextWriter output)
    {
        foreach (var line in preset.Describe(data.Training.Count))
        {
            output.WriteLine(line);
        }
    }

    internal static void WriteArm(SearchArmRun run, TextWriter output)
    {
        var derived = run.Derived;
        output.WriteLine(FormattableString.Invariant($"""
            {run.Arm.Name}, seed {run.Seed}: {run.Genotype}
            searched in {run.SearchSeconds:0} s, trained from scratch in {derived.Seconds:0} s: {derived.Directory}
            test accuracy {100 * derived.TestAccuracy:0.00} %, {derived.Parameters:n0} parameters, {derived.MultiplyAdds:n0} multiply-adds
            """));
    }
}
