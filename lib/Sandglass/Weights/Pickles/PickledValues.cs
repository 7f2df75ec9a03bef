namespace Sandglass.Weights.Pickles;

/// <summary>
/// What a pickle's names stand for. Nothing else is known, and nothing is looked up in the program: a name that
/// <see cref="Knows"/> denies ends the reading.
/// </summary>
internal interface IPickledObjects
{
    /// <summary>Whether a pickle may contain a name, such as <c>collections.OrderedDict</c>.</summary>
    bool Knows(string name);

    /// <summary>The value that a known name and its arguments describe.</summary>
    /// <exception cref="FormatException">It takes no such arguments.</exception>
    object? Make(string name, object?[] arguments);

    /// <summary>The value of what is kept outside the pickle.</summary>
    /// <exception cref="FormatException">There is nothing of this kind.</exception>
    object? Outside(object? key);
}

/// <summary>A function or type, by name; never more than its name.</summary>
/// <param name="Name">Module and name, such as <c>torch.FloatStorage</c>.</param>
internal sealed record PickledName(string Name);

/// <summary>A dictionary whose keys are texts and whole numbers; enumerated in the pickle's order.</summary>
internal sealed class PickledDictionary : Dictionary<object, object?>
{
    /// <exception cref="FormatException">The key is of another kind, or there already.</exception>
    internal void Put(object? key, object? value)
    {
        if (key is not (string or long))
        {
            throw new FormatException("a key in it is neither a text nor a whole number");
        }

        if (!TryAdd(key, value))
        {
            throw new FormatException($"the key {Quoted.Name($"{key}")} is repeated in it");
        }
    }

    /// <summary>The value of a name; null where there is none.</summary>
    internal object? Named(string name) => this.GetValueOrDefault(name);
}
