using System.Text.Json;

namespace Sandglass.Training;

/// <summary>What the states of all resumable trainings have in common: their form, and that epochs follow each other.</summary>
public static class ResumableState
{
    /// <summary>A state as bytes.</summary>
    /// <typeparam name="T">A record of the training's own.</typeparam>
    /// <param name="state">The state.</param>
    public static byte[] Serialized<T>(T state) => JsonSerializer.SerializeToUtf8Bytes(state, RunJson.Options);

    /// <summary>A state from bytes, which may have been damaged.</summary>
    /// <typeparam name="T">A record of the training's own.</typeparam>
    /// <param name="bytes">What <see cref="Serialized"/> gave.</param>
    /// <exception cref="FormatException">They are no such state.</exception>
    public static T Parse<T>(ReadOnlyMemory<byte> bytes)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes.Span, RunJson.Options) ?? throw new FormatException("its state is empty");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new FormatException($"its state is damaged ({error.Message.ReplaceLineEndings(" ")})", error);
        }
    }

    /// <summary>Checks that epochs are those of the run.</summary>
    /// <param name="ended">Numbers of the epochs that have ended, in order.</param>
    /// <param name="begun">The epoch that was begun, and its batches done; null between epochs.</param>
    /// <param name="epochs">Epochs of the run.</param>
    /// <param name="stepsPerEpoch">Batches of an epoch.</param>
    /// <exception cref="FormatException">They are not.</exception>
    public static void RequireEpochs(IReadOnlyList<int> ended, (int Epoch, int Batches)? begun, int epochs, int stepsPerEpoch)
    {
        Require(ended.Count <= epochs, "it has another number of epochs than the run");
        Require(ended.Index().All(epoch => epoch.Item == epoch.Index + 1), "its epochs are not in order");
        Require(
            begun is not { } next || (next.Epoch == ended.Count + 1 && next.Epoch <= epochs),
            "the epoch that was begun does not follow the ended ones");
        Require(begun is not { } at || (at.Batches >= 0 && at.Batches <= stepsPerEpoch), "it has more batches than the epoch");
    }

    /// <summary>Checks one thing.</summary>
    /// <param name="holds">Whether it is so.</param>
    /// <param name="fault">What is wrong otherwise.</param>
    /// <exception cref="FormatException">It is not.</exception>
    public static void Require(bool holds, string fault)
    {
        if (!holds)
        {
            throw new FormatException(fault);
        }
    }
}
