using Sandglass.Data;
using Sandglass.Display.Notebooks;
using Sandglass.Search.Studies;
using Sandglass.Search.Training;
using Sandglass.Training;

namespace Sandglass;

/// <summary>Runs a search in a line.</summary>
public static class SearchTraining
{
    /// <summary>
    /// The search of an arm, live in the cell that asks for it. A search that is there is found and not repeated; an interrupted
    /// one goes on where it stood.
    /// </summary>
    /// <param name="arm">What is searched, such as <see cref="SearchArm.WithSandglass"/>.</param>
    /// <param name="preset">The proxy: <c>smoke</c> or <c>standard</c>.</param>
    /// <param name="seed">Seed of all random streams.</param>
    /// <param name="results">The folder of results; null: <c>results</c> of the repository, or of the current folder outside of it.</param>
    /// <exception cref="WorkbenchException">There is no such preset, a file is damaged, or nothing can be written.</exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted; the next call goes on.</exception>
    public static FoundSearch Search(this SearchArm arm, string preset = "smoke", int seed = 1, string? results = null)
    {
        var proxy = SearchPreset.Named(preset);
        using var images = proxy.LoadData();
        var (spec, store) = (proxy.SearchOf(arm, images, seed), ResultsFolder.Runs(results));
        return FoundSearch.Of(store.Find(spec) ?? Live(spec, images, store));
    }

    private static Run Live(RunSpec spec, IRunData images, RunStore store)
    {
        if (spec.Task is not AlphaSearch || NotebookHost.Show(LiveSearch.NotBegun(spec)) is not { } update)
        {
            return LiveProgress.Of(progress => store.FindOrTrain(spec, images, progress));
        }

        using var live = new LiveSearch(update, spec);
        return new RunStore(store.Directory) { Listener = EpochListener.Of<SearchEpoch>(live.EpochEnded) }.FindOrTrain(spec, images, live);
    }
}
