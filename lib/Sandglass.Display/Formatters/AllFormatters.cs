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
        SearchFormatters.Register();
        ClaimFormatters.Register();
        TensorFormatters.Register();
        DataFrameFormatter.Register();
        FigureFormatters.Register();
    }
}
