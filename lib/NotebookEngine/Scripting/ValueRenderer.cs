using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookEngine.Scripting;

/// <summary>
/// Renders values through the formatters that a library registered with Microsoft.DotNet.Interactive.Formatting: all
/// MIME types that it prefers for the type, and plain text.
/// </summary>
internal static class ValueRenderer
{
    private const string Html = "text/html";
    private const string Text = "text/plain";

    /// <summary>
    /// The value in every form. Strings and value types are plain text unless a formatter was registered for them. To be
    /// called where the cell runs: what is shown may be the cell's own code, such as a query that is computed only now.
    /// </summary>
    public static MimeBundle Render(object? value)
    {
        if (value is null)
        {
            return MimeBundle.Plain("null");
        }

        var preferred = Formatter.GetPreferredMimeTypesFor(value.GetType());
        return IsPlain(value.GetType(), preferred)
            ? MimeBundle.Plain(value.ToDisplayString(Text))
            : RenderAs(value, [.. preferred.Append(Text).Distinct()]);
    }

    /// <summary>The value in these forms.</summary>
    public static MimeBundle RenderAs(object? value, params IReadOnlyList<string> mimeTypes) =>
        Forms(value is null || HasOwnFormatter(value.GetType()) ? value : LazySequence.Keep(value), mimeTypes);

    private static MimeBundle Forms(object? value, IReadOnlyList<string> mimeTypes) =>
        new([.. mimeTypes.Select(mimeType => KeyValuePair.Create(mimeType, Formatter.ToDisplayString(value!, mimeType)))]);

    private static bool HasOwnFormatter(Type type) =>
        Formatter.RegisteredFormatters(includeDefaults: false).Any(formatter => formatter.Type != typeof(object) && formatter.Type.IsAssignableFrom(type));

    private static bool IsPlain(Type type, IReadOnlyCollection<string> preferred) =>
        (type.IsValueType || type == typeof(string))
        && preferred.All(mimeType => mimeType is Html or Text)
        && !Formatter.RegisteredFormatters(includeDefaults: false).Any(formatter => formatter.Type == type && formatter.MimeType == Html);
}
