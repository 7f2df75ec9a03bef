namespace Sandglass.Studies;

/// <summary>A cost that all families are matched to.</summary>
/// <param name="Name">Name in tables and figures, such as <c>1x</c>.</param>
/// <param name="MultiplyAdds">Multiply-adds of one image.</param>
public sealed record ComparisonBudget(string Name, long MultiplyAdds);
