namespace Sandglass.Display.Interactive;

/// <summary>Fills Plotly.NET's objects by the names of plotly.js, which are the names its reference explains.</summary>
internal static class PlotlyObject
{
    /// <summary>The object with these properties set.</summary>
    public static T With<T>(this T target, params ReadOnlySpan<(string Name, object Value)> properties)
        where T : DynamicObj.DynamicObj
    {
        foreach (var (name, value) in properties)
        {
            target.SetProperty(name, value);
        }
        return target;
    }
}
