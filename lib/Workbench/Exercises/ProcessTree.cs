using System.Diagnostics;
using System.Globalization;
using WholeFiles;

namespace Workbench.Exercises;

/// <summary>A process and those that it started.</summary>
internal static class ProcessTree
{
    private const int MostProcesses = 4096;
    private const long MostBytes = 1 << 16;

    /// <summary>Memory that they have in use, bytes; on systems without <c>/proc</c> that of the first alone.</summary>
    public static long MemoryOf(Process process)
    {
        try
        {
            return OperatingSystem.IsLinux() ? Below(process.Id).Take(MostProcesses).Sum(Memory) : Refreshed(process).WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0; // it has just ended
        }
    }

    private static Process Refreshed(Process process)
    {
        process.Refresh();
        return process;
    }

    /// <summary>Ids of a process and of those below it.</summary>
    internal static IEnumerable<int> Below(int id)
    {
        var open = new Stack<int>([id]);
        while (open.TryPop(out var next))
        {
            yield return next;
            foreach (var child in Threads(next).SelectMany(thread => Words(Text($"{thread}/children"))))
            {
                open.Push(int.Parse(child, CultureInfo.InvariantCulture));
            }
        }
    }

    // A child is in the list of the thread that started it.
    private static string[] Threads(int id)
    {
        try
        {
            return Directory.GetDirectories(FormattableString.Invariant($"/proc/{id}/task"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // The second number counts resident pages.
    private static long Memory(int id) => Words(Text($"/proc/{id}/statm")) is [_, var pages, ..] ? long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize : 0;

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Text(FormattableString path)
    {
        try
        {
            return BoundedFile.ReadText(FormattableString.Invariant(path), MostBytes);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
