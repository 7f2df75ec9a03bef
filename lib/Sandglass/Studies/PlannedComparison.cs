namespace Sandglass.Studies;

/// <summary>A comparison that was written down before the study ran.</summary>
/// <param name="First">Name of the arm whose accuracy is taken…</param>
/// <param name="Second">…minus that of this one.</param>
/// <param name="Group">The group of both.</param>
/// <param name="IsPrimary">The study was made for it. Primary comparisons are one Holm family, the others another.</param>
public sealed record PlannedComparison(string First, string Second, string Group, bool IsPrimary);
