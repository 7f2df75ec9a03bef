using System.Text;
using System.Text.Json;

namespace Sandglass;

/// <summary>Says of a file's content what is wrong with it; the reader of the file adds its name and what to do.</summary>
internal static class Damage
{
    private const int LongestName = 500;

    /// <exception cref="FormatException">It does not hold.</exception>
    internal static void Unless(bool holds, string fault)
    {
        if (!holds)
        {
            throw new FormatException(fault);
        }
    }

    /// <exception cref="FormatException">A name would not stay in its cell of a table, or has half a character.</exception>
    internal static void UnlessName(string name, string what) => Unless(
        name.Length <= LongestName && !name.Any(char.IsControl) && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)) == name,
        $"{what} is not a name: {(name.Length <= LongestName ? "it has characters that cannot be shown" : $"it has {name.Length} characters")}");

    /// <exception cref="FormatException">A result has no name, or is an impossible number.</exception>
    internal static void UnlessResults(IReadOnlyDictionary<string, double?> results)
    {
        foreach (var (name, number) in results)
        {
            UnlessName(name, "a result");
            UnlessResult(name, number ?? 0);
        }
    }

    /// <exception cref="FormatException">A result is an impossible number, such as an accuracy below 0.</exception>
    internal static void UnlessResult(string name, double number) => Unless(
        double.IsFinite(number) && (!name.EndsWith("accuracy", StringComparison.Ordinal) || number is >= 0 and <= 1),
        FormattableString.Invariant($"{name} cannot be {number}"));

    /// <summary>
    /// The one boundary around the reading of files that anybody may have changed: whatever goes wrong inside comes from
    /// their content, and ends as the error that the caller makes of its reason.
    /// </summary>
    /// <param name="read">Reads and checks.</param>
    /// <param name="error">Makes the typed error: of the reason, in one line, and the failure behind it.</param>
    internal static T Typed<T>(Func<T> read, Func<string, Exception, WorkbenchException> error)
    {
        try
        {
            return read();
        }
        catch (Exception wrong) when (wrong is not (OutOfMemoryException or OperationCanceledException))
        {
            throw error(Reason(wrong), wrong);
        }
    }

    /// <summary>What reads a file that others can do without, behind the same boundary: null where it is damaged.</summary>
    internal static T? OrNull<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception wrong) when (wrong is not (OutOfMemoryException or OperationCanceledException))
        {
            return null;
        }
    }

    // Those that are written for readers say what is wrong; of others, such as of a null in a list, the words are the program's.
    private static string Reason(Exception wrong) => wrong
        is WorkbenchException or IOException or UnauthorizedAccessException or JsonException or FormatException or NotSupportedException
            ? wrong.Message.ReplaceLineEndings(" ")
            : "its content is not what this workbench writes";
}
