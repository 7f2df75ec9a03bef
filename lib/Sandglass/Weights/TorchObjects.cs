using Sandglass.Weights.Pickles;

namespace Sandglass.Weights;

/// <summary>
/// The names that torch.save writes for tensors, parameters and what optimisers keep beside them, and the storages that it
/// keeps outside the pickle (PyTorch, torch/_utils.py and torch/serialization.py).
/// </summary>
internal sealed class TorchObjects : IPickledObjects
{
    private static readonly Dictionary<string, SafetensorsType> StorageTypes = new()
    {
        ["torch.BoolStorage"] = SafetensorsType.BOOL,
        ["torch.ByteStorage"] = SafetensorsType.U8,
        ["torch.CharStorage"] = SafetensorsType.I8,
        ["torch.ShortStorage"] = SafetensorsType.I16,
        ["torch.IntStorage"] = SafetensorsType.I32,
        ["torch.LongStorage"] = SafetensorsType.I64,
        ["torch.HalfStorage"] = SafetensorsType.F16,
        ["torch.BFloat16Storage"] = SafetensorsType.BF16,
        ["torch.FloatStorage"] = SafetensorsType.F32,
        ["torch.DoubleStorage"] = SafetensorsType.F64,
    };

    private readonly Dictionary<string, SavedStorage> _storages = [];

    /// <summary>The storages that the pickle named.</summary>
    internal IReadOnlyDictionary<string, SavedStorage> Storages => _storages;

    /// <inheritdoc/>
    public bool Knows(string name) => StorageTypes.ContainsKey(name)
        || name is "torch._utils._rebuild_tensor_v2" or "torch._utils._rebuild_parameter" or "torch.Size" or "collections.OrderedDict" or "collections.Counter";

    /// <inheritdoc/>
    public object? Make(string name, object?[] arguments) => (name, arguments) switch
    {
        // Needing a gradient, hooks, and bits such as "negated" when it is read, which must not be set.
        ("torch._utils._rebuild_tensor_v2", [SavedStorage storage, long offset, object?[] sizes, object?[] strides, bool, PickledDictionary or null, .. var bits])
            when bits is [] or [null] or [PickledDictionary { Count: 0 }] => SavedTensor.Of(storage, offset, sizes, strides),
        ("torch._utils._rebuild_parameter", [SavedTensor tensor, bool, PickledDictionary or null]) => tensor,
        ("torch.Size", [object?[] sizes]) => sizes,
        ("collections.OrderedDict", []) => new PickledDictionary(),
        ("collections.Counter", [PickledDictionary counts]) => counts,
        _ => throw new FormatException($"it gives {Quoted.Name(name)} other arguments than torch.save does"),
    };

    /// <inheritdoc/>
    public object? Outside(object? key)
    {
        // The legacy format adds a view of another storage, which only the first versions of PyTorch made.
        if (key is not (object?[] and ["storage", PickledName type, string name, string, long count, .. ([] or [null])])
            || !StorageTypes.TryGetValue(type.Name, out var element) || count < 0 || count > Array.MaxLength / element.Size())
        {
            throw new FormatException("it refers to numbers in a way that is not known");
        }

        var storage = new SavedStorage(element, name, count);
        Damage.Unless(!_storages.TryGetValue(name, out var known) || known == storage, "it gives a storage two types or lengths");
        return _storages[name] = storage;
    }
}
