using NotebookEngine.Notebooks;

namespace NotebookEngine.Running;

/// <summary>What came of executing a notebook.</summary>
/// <param name="Notebook">The notebook with its new outputs; cells after a failure have none.</param>
/// <param name="Failure">Where and why it stopped, or null if it ran to its end.</param>
public sealed record NotebookRun(Notebook Notebook, CellFailure? Failure);
