using System.Globalization;
using Sandglass.Runtime;
using Sandglass.Studies;

namespace Sandglass.Tests.Studies;

/// <summary>Records with given accuracies, a run a number, seeds from 1.</summary>
internal static class SampleRecord
{
    /// <summary>A record of which every comparison is planned between the first arm and each other, within each group.</summary>
    public static StudyRecord Of(string name, params (string Group, string Arm, double[] Accuracies)[] arms) => new(
        new StudyProtocol(
            name,
            "Which?",
            0.01,
            [.. Enumerable.Range(1, arms.Max(arm => arm.Accuracies.Length))],
            [.. arms.GroupBy(arm => arm.Group).SelectMany(group => group.Skip(1).Select(other => new PlannedComparison(group.First().Arm, other.Arm, group.Key, IsPrimary: true)))],
            "test_accuracy"),
        [
            .. from arm in arms
               from value in arm.Accuracies.Index()
               select new StudyRow(
                   arm.Arm, arm.Group, BlockFamily.Sandglass, value.Index + 1, $"{name}/{arm.Group}/{arm.Arm}/{value.Index}", 0,
                   new Dictionary<string, string> { ["test_accuracy"] = value.Item.ToString("R", CultureInfo.InvariantCulture) }),
        ],
        [EnvironmentFingerprint.Capture()]);
}
