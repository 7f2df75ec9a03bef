namespace NotebookEngine.Scripting;

/// <summary>A value that stands in a cell's output.</summary>
public sealed class DisplayedValue
{
    private readonly ICellOutput _output;

    internal DisplayedValue(ICellOutput output, string id)
    {
        _output = output;
        Id = id;
    }

    /// <summary>The name by which updates find it.</summary>
    public string Id { get; }

    /// <summary>Puts another value in its place.</summary>
    public void Update(object? value) => _output.Update(ValueRenderer.Render(value), Id);
}
