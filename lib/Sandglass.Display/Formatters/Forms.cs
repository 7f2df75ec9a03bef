using Microsoft.DotNet.Interactive.Formatting;

namespace Sandglass.Display.Formatters;

/// <summary>The forms of one type. All of them go into one output, and each viewer takes the best that it knows.</summary>
/// <typeparam name="T">The type; types derived from it are shown the same way.</typeparam>
internal sealed class Forms<T>
{
    private readonly List<string> _mimeTypes = [];

    /// <summary>Adds HTML; it must not hold scripts, ids, or links to elsewhere.</summary>
    public Forms<T> Html(Func<T, string> write) => Add(Mime.Html, write);

    /// <summary>Adds a PNG.</summary>
    public Forms<T> Png(Func<T, byte[]> write) => Add(Mime.Png, value => Convert.ToBase64String(write(value)));

    /// <summary>Adds the JSON of a Plotly figure.</summary>
    public Forms<T> Plotly(Func<T, string> write) => Add(Mime.Plotly, write);

    /// <summary>Adds text, which every type must have, and makes these forms the ones that are shown.</summary>
    public void Plain(Func<T, string> write)
    {
        Add(Mime.Plain, write);
        Formatter.SetPreferredMimeTypesFor(typeof(T), [.. _mimeTypes]);
    }

    private Forms<T> Add(string mimeType, Func<T, string> write)
    {
        Formatter.Register(write, mimeType);
        _mimeTypes.Add(mimeType);
        return this;
    }
}
