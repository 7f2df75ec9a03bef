using System.Runtime.CompilerServices;

namespace Workbench.Tests;

/// <summary>A test that takes half a minute or more: it runs where <c>WORKBENCH_DEEP=1</c> asks for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DeepFactAttribute : FactAttribute
{
    public DeepFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        Skip = Reason;
        SkipType = typeof(DeepFactAttribute);
        SkipUnless = nameof(IsAsked);
    }

    internal const string Reason = "set WORKBENCH_DEEP=1";

    public static bool IsAsked => Environment.GetEnvironmentVariable("WORKBENCH_DEEP") == "1";
}
