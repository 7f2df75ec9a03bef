using System.Text.Json;
using Sandglass.Data;
using Sandglass.Search.Space;
using Sandglass.Studies;
using Sandglass.Training;

namespace Sandglass.Search.Studies;

/// <summary>The content of <c>study.json</c>: what was asked and written down beforehand.</summary>
/// <param name="Name">Name of the study.</param>
/// <param name="Question">What it asks.</param>
/// <param name="Margin">The largest difference in accuracy, as a fraction, that does not matter.</param>
/// <param name="Seeds">The seeds that were planned.</param>
/// <param name="Comparisons">What is compared; their verdicts are corrected together.</param>
/// <param name="Outcome">The column of <c>runs.csv</c> that they compare.</param>
/// <param name="Proxy">The proxy, in words.</param>
/// <param name="Spaces">The spaces of the arms, as they were searched.</param>
/// <param name="Recipe">How was searched, as it was written.</param>
/// <param name="Channels">Width of the first cell of the networks that were trained from scratch.</param>
/// <param name="Training">SHA-256 of the training images.</param>
/// <param name="Test">SHA-256 of the test images.</param>
public sealed record SearchProtocol(
    string Name,
    string Question,
    double Margin,
    IReadOnlyList<int> Seeds,
    IReadOnlyList<PlannedComparison> Comparisons,
    string Outcome,
    IReadOnlyList<string> Proxy,
    IReadOnlyList<SearchedSpace> Spaces,
    JsonElement Recipe,
    int Channels,
    string Training,
    string Test)
{
    /// <summary>The space of an arm.</summary>
    /// <param name="arm">Name of the arm.</param>
    /// <exception cref="WorkbenchException">There is no such arm.</exception>
    public SearchSpace Space(string arm) => Spaces.FirstOrDefault(space => space.Arm == arm)?.Space
        ?? throw new WorkbenchException($"the study has no arm '{arm}'; use {string.Join(", ", Spaces.Select(space => space.Arm))}");

    internal static SearchProtocol Of(SearchStudy study, DatasetSplits data) => new(
        SearchStudy.Name,
        study.Question,
        study.Margin,
        study.Preset.Seeds,
        study.Comparisons,
        "test_accuracy",
        study.Preset.Describe(data.Training.Count),
        [.. SearchArm.All.Select(arm => new SearchedSpace(arm.Name, arm.IsRandom, study.Preset.Of(arm.Space)))],
        JsonSerializer.SerializeToElement(study.Preset.Searching, RunJson.Options),
        study.Preset.Channels,
        data.Training.Sha256,
        data.Test.Sha256);
}

/// <summary>What an arm searched.</summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="IsRandom">Whether it drew at random.</param>
/// <param name="Space">The space with the proxy's network.</param>
public sealed record SearchedSpace(string Arm, bool IsRandom, SearchSpace Space);
