namespace Workbench.Tests.Interactive;

/// <summary>Tests that start .NET Interactive: beside others, but one at a time, since two that start at once may want the same port.</summary>
[CollectionDefinition(Name)]
public sealed class InteractiveHosts
{
    public const string Name = "hosts of .NET Interactive";
}
