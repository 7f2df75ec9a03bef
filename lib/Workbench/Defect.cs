using System.Globalization;
using WholeFiles;

namespace Workbench;

/// <summary>
/// An exception that no rule names is a bug of this program. It is reported in one line, with the file that has its trace.
/// </summary>
internal static class Defect
{
    /// <summary>How the line begins, by which tests know it.</summary>
    public const string Beginning = "this is a bug of the workbench";

    /// <summary>Writes the trace to a file of its own in the folder for temporary files.</summary>
    /// <returns>The line; it names the file.</returns>
    public static string Tell(Exception defect) =>
        OneLine.Of($"{Beginning}: {defect.GetType().Name}: {defect.Message}; {Log(defect)}; please report it");

    /// <summary>Reports what ended another thread than the command's, and ends the program.</summary>
    public static void CatchOnAllThreads(TextWriter error) => AppDomain.CurrentDomain.UnhandledException += (_, thrown) =>
    {
        if (thrown.ExceptionObject is Exception defect)
        {
            error.WriteLine($"error: {Tell(defect)}");
            Environment.Exit(CommandLine.Failed);
        }
    };

    private static string Log(Exception defect)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"workbench-{DateTime.UtcNow:yyyyMMdd-HHmmss}-{Guid.NewGuid():n}.log");
        try
        {
            var path = Path.Combine(Path.GetTempPath(), name);
            WholeFile.Write(path, $"{Environment.CommandLine}\n.NET {Environment.Version}, {Environment.OSVersion}\n\n{defect}\n");
            return $"the trace is in {path}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"its trace could not be written ({failure.Message})";
        }
    }
}
