namespace Workbench.Tests.Interactive;

/// <summary>
/// Tests that start hosts and browsers and wait for them: they run one after another when all others are over, so that
/// neither makes the other too slow.
/// </summary>
[CollectionDefinition(NotebookHost.OneAtATime, DisableParallelization = true)]
public sealed class AloneOnTheMachine;
