namespace Fuzzing;

/// <summary>Tests that measure the process's memory: no other test runs beside them.</summary>
[CollectionDefinition(Alone, DisableParallelization = true)]
public sealed class FuzzTests
{
    /// <summary>Name of the collection.</summary>
    public const string Alone = "fuzz tests";
}
