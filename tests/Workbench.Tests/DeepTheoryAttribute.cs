using System.Runtime.CompilerServices;

namespace Workbench.Tests;

/// <summary>A theory as deep as a <see cref="DeepFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DeepTheoryAttribute : TheoryAttribute
{
    public DeepTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        Skip = DeepFactAttribute.Reason;
        SkipType = typeof(DeepFactAttribute);
        SkipUnless = nameof(DeepFactAttribute.IsAsked);
    }
}
