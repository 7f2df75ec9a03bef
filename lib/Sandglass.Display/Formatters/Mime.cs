namespace Sandglass.Display.Formatters;

/// <summary>The forms in which a value can be shown.</summary>
internal static class Mime
{
    /// <summary>Text; every value has it.</summary>
    public const string Plain = "text/plain";

    /// <summary>A piece of HTML without scripts.</summary>
    public const string Html = "text/html";

    /// <summary>A PNG as base64; safe in every viewer, GitHub's included.</summary>
    public const string Png = "image/png";

    /// <summary>A Plotly figure as JSON.</summary>
    public const string Plotly = "application/vnd.plotly.v1+json";
}
