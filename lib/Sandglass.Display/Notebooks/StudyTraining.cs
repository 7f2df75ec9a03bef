using Sandglass.Display.Notebooks;
using Sandglass.Training;

namespace Sandglass;

/// <summary>Runs your own study in one line.</summary>
public static class StudyTraining
{
    /// <summary>Trains the missing runs of a study, one after the other, and returns its record.</summary>
    /// <param name="study">The study, such as <see cref="Study.Compare"/> gives it.</param>
    /// <param name="preset">Recipe and images: <c>smoke</c>, <c>quick</c> or <c>standard</c>; null: as the study says.</param>
    /// <param name="seeds">How many seeds; null: as the study says. One seed has no interval, and two have a wide one.</param>
    /// <param name="images">Other images than the preset's.</param>
    /// <param name="results">The folder of results; null: <c>results</c> of the repository, or of the current folder outside of it.</param>
    /// <param name="backend">Whose kernels train: <c>libtorch</c>, or <c>fused</c> for the workbench's own on the CPU, equal but for rounding.</param>
    /// <exception cref="WorkbenchException">The images do not fit the networks, a file is damaged, or nothing can be written.</exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted; the next call resumes.</exception>
    public static StudyRecord Run(
        this Study study, string? preset = null, int? seeds = null, DataSource? images = null, string? results = null, string backend = Backends.LibTorch)
    {
        Backends.Check(backend, study.Device);
        var trained = study with { Data = images ?? study.Data, Backend = backend };
        trained = preset is null ? trained : trained.Trained(Preset.Named(preset), images);
        trained = seeds is { } count ? trained with { Seeds = [.. Enumerable.Range(1, Math.Max(1, count))] } : trained;
        return LiveProgress.Of(
            trained.Arms.Count * trained.Seeds.Count, progress => trained.Train(ResultsFolder.Runs(results), progress), Backends.NoteOn(backend));
    }
}
