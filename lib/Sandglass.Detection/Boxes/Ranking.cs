namespace Sandglass.Detection.Boxes;

/// <summary>
/// Chooses the greatest of many numbers without sorting all. A number and its index are one 64-bit key: the bits of a
/// number that is not negative order as it does, and of equals the lower index is the greater key.
/// </summary>
internal static class Ranking
{
    /// <summary>The key of a number.</summary>
    /// <param name="value">The number, not negative; not-a-number is the greatest.</param>
    /// <param name="index">Its index.</param>
    internal static ulong Key(float value, int index) =>
        ((ulong)BitConverter.SingleToUInt32Bits(value + 0f) << 32) | ~(uint)index; // + 0 makes -0 an ordinary zero

    internal static int IndexOf(ulong key) => (int)~(uint)key;

    internal static float ValueOf(ulong key) => BitConverter.UInt32BitsToSingle((uint)(key >> 32));

    /// <summary>The greatest keys, greatest first, of which no two are equal; the keys are put into another order.</summary>
    internal static Span<ulong> Greatest(Span<ulong> keys, int count)
    {
        if (keys.Length > count)
        {
            Gather(keys, count);
            keys = keys[..count];
        }

        keys.Sort();
        keys.Reverse();
        return keys;
    }

    // Hoare's selection: halves that lie wholly on one side are left alone.
    private static void Gather(Span<ulong> keys, int count)
    {
        var (low, high) = (0, keys.Length - 1);
        while (low < high)
        {
            var pivot = Middle(keys[low], keys[(low + high) / 2], keys[high]);
            var (i, j) = (low, high);
            while (i <= j)
            {
                while (keys[i] > pivot)
                {
                    i++;
                }

                while (keys[j] < pivot)
                {
                    j--;
                }

                if (i <= j)
                {
                    (keys[i], keys[j]) = (keys[j], keys[i]);
                    i++;
                    j--;
                }
            }

            (low, high) = count <= j ? (low, j) : count >= i ? (i, high) : (count, count);
        }
    }

    private static ulong Middle(ulong a, ulong b, ulong c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
