namespace Sandglass.Display.Drawings;

/// <summary>
/// What a slider's steps must write. Where all states have the same shapes and words, only the paths, texts and places
/// that differ somewhere, by name; else all shapes and words.
/// </summary>
internal static class PlotlyChanges
{
    /// <summary>One change a state; after it the figure shows that state, whatever was shown before.</summary>
    public static IReadOnlyList<object> Of(IReadOnlyList<PlotlyState> states)
    {
        var first = states[0];
        if (!states.All(state => SameKind(first, state)))
        {
            return states;
        }
        var all = states.Select(Properties).ToArray();
        var changing = all[0].Keys.Where(key => all.Any(state => !state[key].Equals(all[0][key]))).ToArray();
        return [.. all.Select(state => changing.ToDictionary(key => key, key => state[key]))];
    }

    private static Dictionary<string, object> Properties(PlotlyState state) =>
        state.Shapes.Index()
            .Where(item => item.Item.Path is not null)
            .Select(item => (Key: FormattableString.Invariant($"shapes[{item.Index}].path"), Value: (object)item.Item.Path!))
            .Concat(state.Annotations.Index().SelectMany(item => new (string, object)[]
            {
                (FormattableString.Invariant($"annotations[{item.Index}].text"), item.Item.Text),
                (FormattableString.Invariant($"annotations[{item.Index}].x"), item.Item.X),
                (FormattableString.Invariant($"annotations[{item.Index}].y"), item.Item.Y),
            }))
            .ToDictionary();

    private static bool SameKind(PlotlyState a, PlotlyState b) =>
        a.Shapes.Select(Rest).SequenceEqual(b.Shapes.Select(Rest)) && a.Annotations.Select(Rest).SequenceEqual(b.Annotations.Select(Rest));

    // A shape without a path, such as a circle, is compared as a whole.
    private static PlotlyShape Rest(PlotlyShape shape) => shape.Path is null ? shape : shape with { Path = "" };

    private static PlotlyText Rest(PlotlyText text) => text with { Text = "", X = 0, Y = 0 };
}
