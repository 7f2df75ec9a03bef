using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace NotebookEngine.Scripting;

/// <summary>
/// Says what a cell threw: the message and the frames from the cell down to the throw, with lines where the code is a
/// cell's. Paths of source files are left out, because they differ from machine to machine.
/// </summary>
internal static partial class RuntimeErrors
{
    private const int MostFrames = 20;

    public static CellError Describe(Exception thrown, string cellName)
    {
        if (thrown is CellException asked)
        {
            var place = asked.Line is { } at ? FormattableString.Invariant($"{cellName}, line {at}") : cellName;
            return new CellError(asked.Name, $"{place}: {asked.Message}", asked.Line, [$"{place}: {asked.Message}"]);
        }

        var traceback = new List<string>();
        for (var exception = thrown; exception is not null; exception = exception.InnerException)
        {
            traceback.Add($"{(exception == thrown ? "" : "caused by ")}{exception.GetType().FullName}: {exception.Message}");
            traceback.AddRange(Shortened([.. Frames(exception)]));
        }

        var line = new StackTrace(thrown, fNeedFileInfo: true).GetFrames()
            .FirstOrDefault(frame => frame.GetFileName() == cellName)?.GetFileLineNumber();
        return new CellError(thrown.GetType().FullName!, thrown.Message, line, traceback);
    }

    private static IEnumerable<string> Frames(Exception exception)
    {
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            var method = frame.GetMethod();
            var type = method?.DeclaringType;
            if (type == typeof(CellInterrupt))
            {
                continue;
            }

            if (type?.Assembly == typeof(RuntimeErrors).Assembly)
            {
                yield break; // what is below called the cell
            }

            var isCell = type is not null && Submission().IsMatch(type.FullName!);
            if (isCell && frame.GetFileLineNumber() is > 0 and var line)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"   at {CellMethod(type!, method!.Name)}{frame.GetFileName()}, line {line}");
            }
            else if (!isCell && method is not null && !IsPlumbing(type))
            {
                yield return $"   at {type?.FullName}.{method.Name}";
            }
        }
    }

    // A recursion without end has tens of thousands of frames, all alike.
    private static string[] Shortened(string[] frames) => frames.Length <= 2 * MostFrames
        ? frames
        : [.. frames[..MostFrames], string.Create(CultureInfo.InvariantCulture, $"   … {frames.Length - (2 * MostFrames)} more"), .. frames[^MostFrames..]];

    private static bool IsPlumbing(Type? type) =>
        type?.Namespace is "System.Runtime.CompilerServices" or "System.Runtime.ExceptionServices";

    // A function keeps its name; the cell's own code is a method that the compiler named.
    private static string CellMethod(Type type, string method)
    {
        var name = method == "MoveNext" ? type.Name : method;
        var given = CompilerName().Match(name) is { Success: true } made ? made.Groups["given"].Value : name;
        return given is "Initialize" or "Factory" or "Main" or "" || given[0] == '<' ? "" : $"{given}() in ";
    }

    [GeneratedRegex(@"^Submission#\d+")]
    private static partial Regex Submission();

    [GeneratedRegex("^<+(?<given>[^<>]*)>")]
    private static partial Regex CompilerName();
}
