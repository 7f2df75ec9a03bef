namespace Workbench.Tests;

/// <summary>How long a test waits for what must come before it fails. No test is passed for being quick: a busy machine is slow.</summary>
internal static class Patience
{
    /// <summary>Far beyond what any step takes here.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>The same, in milliseconds, as Playwright takes it.</summary>
    public static float Milliseconds => (float)Limit.TotalMilliseconds;
}
