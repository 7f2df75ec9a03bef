using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookEngine.Scripting;

/// <summary>
/// Says what a cell threw: the message, and the lines of cells on the way to the throw with the library's function that
/// the last of them called. Frames of libraries are shown where neither a cell nor the showing of a value is known, paths of
/// source files never, because they differ from machine to machine.
/// </summary>
internal static partial class RuntimeErrors
{
    private const int MostFrames = 10;

    public static CellError Describe(Exception thrown, string cellName)
    {
        if (thrown is CellException asked)
        {
            var place = asked.Line is { } at ? FormattableString.Invariant($"{cellName}, line {at}") : cellName;
            return new CellError(asked.Name, $"{place}: {asked.Message}", asked.Line, [$"{place}: {asked.Message}"]);
        }

        var chain = Chain(thrown).Select(exception => (Exception: exception, Frames: Frames(exception).ToList())).ToList();
        var isCellKnown = chain.Exists(link => link.Frames.Exists(IsCell));
        var isShown = !isCellKnown && chain.Exists(link => link.Frames.Exists(frame => TypeOf(frame)?.Namespace == typeof(Formatter).Namespace));
        var traceback = new List<string>();
        foreach (var (exception, frames) in chain)
        {
            traceback.Add($"{(exception == thrown ? "" : "caused by ")}{exception.GetType().FullName}: {exception.Message}");
            traceback.AddRange(Shortened([.. isCellKnown ? CellLines(frames) : isShown ? [] : frames.Select(frame => $"   at {TypeOf(frame)?.FullName}.{frame.GetMethod()!.Name}")]));
        }

        if (isShown)
        {
            traceback.Add($"   at {cellName}, where its value is shown");
        }

        var line = new StackTrace(thrown, fNeedFileInfo: true).GetFrames()
            .FirstOrDefault(frame => frame.GetFileName() == cellName)?.GetFileLineNumber();
        return new CellError(thrown.GetType().FullName!, thrown.Message, line, traceback);
    }

    private static IEnumerable<Exception> Chain(Exception thrown)
    {
        for (var exception = thrown; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }

    // From the throw on; what is below the engine called the cell.
    private static IEnumerable<StackFrame> Frames(Exception exception) => new StackTrace(exception, fNeedFileInfo: true).GetFrames()
        .Where(frame => TypeOf(frame) != typeof(CellInterrupt))
        .TakeWhile(frame => TypeOf(frame)?.Assembly != typeof(RuntimeErrors).Assembly)
        .Where(frame => frame.GetMethod() is not null && !IsPlumbing(TypeOf(frame)));

    private static IEnumerable<string> CellLines(List<StackFrame> frames)
    {
        var last = frames.FindIndex(IsCell);
        var called = last > 0 ? $", calling {Name(frames[last - 1])}" : "";
        foreach (var frame in frames.Where(IsCell))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"   at {CellMethod(frame)}{frame.GetFileName()}, line {frame.GetFileLineNumber()}{called}");
            called = "";
        }
    }

    private static bool IsCell(StackFrame frame) =>
        frame.GetFileLineNumber() > 0 && TypeOf(frame) is { } type && Submission().IsMatch(type.FullName!);

    private static Type? TypeOf(StackFrame frame) => frame.GetMethod()?.DeclaringType;

    // A recursion without end has tens of thousands of frames, all alike.
    private static string[] Shortened(string[] frames) => frames.Length <= 2 * MostFrames
        ? frames
        : [.. frames[..MostFrames], string.Create(CultureInfo.InvariantCulture, $"   … {frames.Length - (2 * MostFrames)} more"), .. frames[^MostFrames..]];

    private static bool IsPlumbing(Type? type) =>
        type?.Namespace is "System.Runtime.CompilerServices" or "System.Runtime.ExceptionServices" or "System.Threading.Tasks";

    // A function keeps its name; the cell's own code is a method that the compiler named.
    private static string CellMethod(StackFrame frame) =>
        Given(frame) is var given && (given is "Initialize" or "Factory" or "Main" or "" || given[0] == '<') ? "" : $"{given}() in ";

    private static string Name(StackFrame frame)
    {
        var type = TypeOf(frame);
        while (type is { DeclaringType: { } outer } && type.Name[0] == '<')
        {
            type = outer;
        }

        return $"{type?.Name}.{Given(frame)}";
    }

    private static string Given(StackFrame frame)
    {
        var method = frame.GetMethod()!.Name;
        var name = method == "MoveNext" ? TypeOf(frame)!.Name : method;
        return CompilerName().Match(name) is { Success: true } made ? made.Groups["given"].Value : name;
    }

    [GeneratedRegex(@"^Submission#\d+")]
    private static partial Regex Submission();

    [GeneratedRegex("^<+(?<given>[^<>]*)>")]
    private static partial Regex CompilerName();
}
