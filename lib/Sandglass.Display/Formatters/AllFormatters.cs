using System.Globalization;

namespace Sandglass.Display.Formatters;

/// <summary>Everything that a notebook shows in a way of ours.</summary>
internal static class AllFormatters
{
    /// <summary>Registers all formatters with the host.</summary>
    public static void Register()
    {
        ScalarFormatters.Register();
        BlockFormatters.Register();
        NetworkFormatters.Register();
        RunFormatters.Register();
        StudyFormatters.Register();
        AnalysisFormatters.Register();
        CostFormatters.Register();
        SearchFormatters.Register();
        ClaimFormatters.Register();
        TensorFormatters.Register();
        DataFrameFormatter.Register();
        FigureFormatters.Register();
        LessonFormatters.Register();
    }
}

/// <summary>Numbers, strings and booleans: text, the same in every culture.</summary>
internal static class ScalarFormatters
{
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
    }

    private static void Invariant<T>()
        where T : IFormattable =>
        new Forms<T>().Plain(value => value.ToString(null, CultureInfo.InvariantCulture));
}
