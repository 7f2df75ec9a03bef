using Sandglass.Data;

namespace Sandglass.Studies;

/// <summary>The studies that were recorded once and travel with the repository, in <c>data/studies</c>.</summary>
public static class RecordedStudy
{
    /// <summary>The folder of a recorded study, whether or not it is there.</summary>
    /// <param name="name">Name of the study, such as <c>blocks</c>.</param>
    /// <param name="data">The data folder; null finds the repository's.</param>
    /// <exception cref="WorkbenchException">There is no data folder.</exception>
    public static string Folder(string name, string? data = null) => Path.Combine(data ?? DataDirectory.Find(), "studies", name);

    /// <summary>A recorded study, or null where it was not recorded.</summary>
    /// <inheritdoc cref="Folder"/>
    /// <exception cref="WorkbenchException">A file cannot be read, or there is no data folder.</exception>
    public static StudyRecord? Find(string name, string? data = null)
    {
        var folder = Folder(name, data);
        return File.Exists(Path.Combine(folder, StudyFiles.Protocol)) ? StudyFiles.Read(folder) : null;
    }

    /// <summary>The recorded learning-rate sweep, on which the other studies rest.</summary>
    /// <param name="data">The data folder; null finds the repository's.</param>
    /// <exception cref="WorkbenchException">The sweep was not recorded, or cannot be read.</exception>
    public static StudyRecord Sweep(string? data = null)
    {
        var sweep = LearningRateSweep.Study().Name;
        return Find(sweep, data) ?? throw new WorkbenchException(
            $"the study '{sweep}' is not recorded in {Folder(sweep, data)}; record it with 'workbench study run {sweep} --record'");
    }
}
