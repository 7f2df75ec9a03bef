namespace NotebookEngine.Tests;

/// <summary>Tests that change the process' working directory, one at a time.</summary>
[CollectionDefinition(Name)]
public sealed class WorkingDirectory
{
    public const string Name = "working directory";
}
