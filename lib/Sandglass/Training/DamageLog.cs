using Sandglass.Data;
using Sandglass.Weights;

namespace Sandglass.Training;

/// <summary>Which images of a run could not be decoded: each is told once, also if the run is interrupted and resumed.</summary>
/// <param name="images">How many images there are.</param>
internal sealed class DamageLog(int images)
{
    private const string Name = "damaged";

    private readonly byte[] _seen = new byte[images];

    /// <summary>The part of the training state that knows them.</summary>
    internal StateTensor State => new(
        Name,
        () => SafetensorsTensor.Of(Name, (ReadOnlySpan<byte>)_seen, _seen.Length),
        stored => stored.Data.Span.CopyTo(_seen));

    /// <summary>Their places, in order.</summary>
    internal IEnumerable<int> Places => _seen.Index().Where(image => image.Item != 0).Select(image => image.Index);

    /// <summary>Takes images in, and tells those that are new.</summary>
    internal void Add(IReadOnlyList<DamagedImage> damaged, Action<string> note)
    {
        foreach (var image in damaged.Where(image => _seen[image.Place] == 0))
        {
            _seen[image.Place] = 1;
            note($"{image.File} is left out: {image.Reason}");
        }
    }
}
