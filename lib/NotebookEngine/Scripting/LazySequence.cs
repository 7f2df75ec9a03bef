using System.Collections;

namespace NotebookEngine.Scripting;

/// <summary>
/// A sequence that is computed while it is enumerated, as a LINQ query is: enumerated once, as far as somebody looks,
/// and kept for whoever looks again.
/// </summary>
internal static class LazySequence
{
    /// <summary>The value, its elements kept if it is a lazy sequence.</summary>
    public static object Keep(object value)
    {
        if (value is not IEnumerable || value is ICollection or string || IsCollection(value.GetType()))
        {
            return value;
        }

        var elements = value.GetType().GetInterfaces().Where(one => Is(one, typeof(IEnumerable<>))).Select(one => one.GetGenericArguments()[0]).ToArray();
        var element = elements.Length == 1 ? elements[0] : typeof(object);
        return element.IsByRefLike || element.IsPointer ? value
            : Activator.CreateInstance(typeof(Kept<>).MakeGenericType(element), value)!;
    }

    private static bool IsCollection(Type type) =>
        type.GetInterfaces().Any(one => Is(one, typeof(ICollection<>)) || Is(one, typeof(IReadOnlyCollection<>)));

    private static bool Is(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private sealed class Kept<T>(IEnumerable source) : IEnumerable<T>
    {
        private readonly List<T> _seen = [];
        private IEnumerator? _rest;
        private bool _isOver;

        public IEnumerator<T> GetEnumerator()
        {
            for (var i = 0; i < _seen.Count || TryNext(); i++)
            {
                yield return _seen[i];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private bool TryNext()
        {
            _rest ??= source.GetEnumerator();
            if (_isOver || !_rest.MoveNext())
            {
                _isOver = true;
                (_rest as IDisposable)?.Dispose();
                return false;
            }

            _seen.Add((T)_rest.Current!);
            return true;
        }
    }
}
