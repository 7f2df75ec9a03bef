namespace Sandglass.Weights;

/// <summary>The numbers of one or more tensors, kept outside the pickle.</summary>
/// <param name="Type">Type of an element.</param>
/// <param name="Key">Name in the file.</param>
/// <param name="Count">How many elements.</param>
internal sealed record SavedStorage(SafetensorsType Type, string Key, long Count)
{
    /// <summary>How many bytes.</summary>
    internal long Length => Count * Type.Size();
}

/// <summary>A tensor as torch.save describes it: a view of a storage. It lies within it.</summary>
internal sealed class SavedTensor
{
    private readonly long _offset;
    private readonly long[] _sizes;
    private readonly long[] _strides;
    private readonly long _count;

    private SavedTensor(SavedStorage storage, long offset, long[] sizes, long[] strides, long count) =>
        (Storage, _offset, _sizes, _strides, _count) = (storage, offset, sizes, strides, count);

    /// <summary>Where its numbers are.</summary>
    internal SavedStorage Storage { get; }

    /// <summary>A view, in elements.</summary>
    /// <param name="storage">What is viewed.</param>
    /// <param name="offset">The first element.</param>
    /// <param name="sizes">Sizes.</param>
    /// <param name="strides">How far apart neighbours of each dimension are.</param>
    /// <exception cref="FormatException">It does not lie within the storage.</exception>
    internal static SavedTensor Of(SavedStorage storage, long offset, object?[] sizes, object?[] strides)
    {
        Damage.Unless(
            sizes.Length == strides.Length && sizes.Length <= SafetensorsHeader.Entry.MostDimensions
            && sizes.All(size => size is >= 0L and <= int.MaxValue) && strides.All(stride => stride is >= 0L),
            "a tensor in it has sizes or strides that no tensor has");
        return Within(storage, offset, [.. sizes.Cast<long>()], [.. strides.Cast<long>()]);
    }

    /// <summary>The tensor, its last dimension running fastest; a view of the storage if it lies so there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="storage">The storage's bytes.</param>
    /// <param name="copied">Bytes that may still be copied, in this file: one full of views of the same numbers would grow without limit.</param>
    /// <exception cref="FormatException">More would be copied.</exception>
    internal SafetensorsTensor Plain(string name, ReadOnlyMemory<byte> storage, ref long copied)
    {
        var size = Storage.Type.Size();
        if (IsPlain())
        {
            return new SafetensorsTensor(name, Storage.Type, _sizes, _count == 0 ? default : storage.Slice((int)_offset * size, (int)_count * size));
        }

        copied -= _count * size;
        Damage.Unless(copied >= 0, "its tensors are views that have more numbers than it has itself; save clones of them");
        var plain = new byte[_count * size];
        var index = new long[_sizes.Length];
        var from = _offset;
        for (var to = 0; to < plain.Length; to += size)
        {
            storage.Span.Slice((int)from * size, size).CopyTo(plain.AsSpan(to));
            from = Next(index, from);
        }

        return new SafetensorsTensor(name, Storage.Type, _sizes, plain);
    }

    private static SavedTensor Within(SavedStorage storage, long offset, long[] sizes, long[] strides)
    {
        var (count, last) = (1L, (Int128)offset);
        foreach (var (size, stride) in sizes.Zip(strides))
        {
            count *= size;
            last += (size - 1) * (Int128)stride;
            Damage.Unless(count <= Array.MaxLength, "a tensor in it has more numbers than can be read");
        }

        Damage.Unless(
            offset >= 0 && (count == 0 || last < storage.Count),
            $"a tensor in it reaches beyond its storage {Quoted.Name(storage.Key)} of {storage.Count} numbers");
        return new SavedTensor(storage, offset, sizes, strides, count);
    }

    private bool IsPlain()
    {
        var expected = 1L;
        for (var i = _sizes.Length - 1; i >= 0; i--)
        {
            if (_sizes[i] != 1 && _strides[i] != expected && _count > 0)
            {
                return false;
            }

            expected *= _sizes[i];
        }

        return true;
    }

    private long Next(long[] index, long from)
    {
        for (var i = index.Length - 1; i >= 0; i--)
        {
            from += _strides[i];
            if (++index[i] < _sizes[i])
            {
                return from;
            }

            from -= _sizes[i] * _strides[i];
            index[i] = 0;
        }

        return from;
    }
}
