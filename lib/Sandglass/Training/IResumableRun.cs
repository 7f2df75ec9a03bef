namespace Sandglass.Training;

/// <summary>A run as the folder of its kind sees it: what <see cref="ResumableRuns"/> trains, once.</summary>
public interface IResumableRun
{
    /// <summary>Its name: the first 16 hexadecimal digits of a SHA-256 of all that decides it.</summary>
    string Hash { get; }

    /// <summary>Parameters that are trained; they say how much room checkpoints take.</summary>
    long Parameters { get; }

    /// <summary>Whether it is there, whole; looked up anew each time, as another process may have finished it.</summary>
    /// <exception cref="WorkbenchException">It is there but damaged.</exception>
    bool IsFinished();

    /// <summary>Begins the training.</summary>
    /// <param name="workspace">Folder of the run in progress; what is put there beside checkpoints is for those who list runs.</param>
    /// <exception cref="WorkbenchException">It cannot be trained as it is said.</exception>
    IResumableTraining Begin(string workspace);

    /// <summary>Takes what is new of a result whose run was there already.</summary>
    /// <param name="result">Folder of the files that were written now; it is deleted after.</param>
    /// <exception cref="WorkbenchException">What both have differs.</exception>
    void Join(string result);
}
