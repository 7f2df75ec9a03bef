using System.Globalization;
using Sandglass.Display.Notebooks;

namespace Sandglass.Display.Formatters;

/// <summary>Numbers, strings and booleans: text, the same in every culture.</summary>
internal static class ScalarFormatters
{
    /// <summary>Registers them.</summary>
    public static void Register()
    {
        Invariant<byte>();
        Invariant<short>();
        Invariant<int>();
        Invariant<long>();
        Invariant<float>();
        Invariant<double>();
        Invariant<decimal>();
        new Forms<bool>().Plain(value => value ? "true" : "false");
        new Forms<string>().Plain(value => value);
        new Forms<NotebookStart>().Plain(value => value.ToString());
    }

    private static void Invariant<T>()
        where T : IFormattable =>
        new Forms<T>().Plain(value => value.ToString(null, CultureInfo.InvariantCulture));
}
