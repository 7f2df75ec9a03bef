namespace Workbench.Tests.Architecture;

/// <summary>A rule of the house: fails with every breach on a line of its own and what to do about them.</summary>
internal static class Rule
{
    public static void Holds(IEnumerable<string> breaches, string whatToDo)
    {
        var lines = breaches.Distinct().Order(StringComparer.Ordinal).ToList();
        if (lines.Count > 0)
        {
            Assert.Fail(string.Join('\n', [.. lines, whatToDo]));
        }
    }
}
