using Microsoft.DotNet.Interactive.Formatting;

namespace Sandglass.Display.Tests.Formatters;

/// <summary>A value as a notebook shows it: every preferred form.</summary>
internal static class Shown
{
    public static Dictionary<string, string> Of(object value) => Formatter.GetPreferredMimeTypesFor(value.GetType())
        .ToDictionary(mime => mime, mime => value.ToDisplayString(mime));

    public static string As(this object value, string mime) => Of(value)[mime];
}
