using Sandglass.Weights;

namespace Sandglass.Training.Checkpoints;

/// <summary>
/// A checkpoint's content: a safetensors file whose metadata names format, version, run and machine, with the state as
/// bytes in the tensor <c>state</c> beside the tensors of network and optimiser.
/// </summary>
internal static class CheckpointFormat
{
    private const string Format = "sandglass training state";
    private const int Version = 3;
    private const string State = "state";

    internal static void Write(
        Stream stream, string run, Machine machine, ReadOnlyMemory<byte> state, IReadOnlyList<SafetensorsTensor> tensors)
    {
        var metadata = new Dictionary<string, string>
        {
            ["format"] = Format,
            ["version"] = $"{Version}",
            ["run"] = run,
            ["machine"] = machine.ToString(),
        };
        Safetensors.Write(stream, [.. tensors, SafetensorsTensor.Of(State, state.Span, state.Length)], metadata);
    }

    /// <summary>Takes a checkpoint apart.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="path">What errors call it.</param>
    /// <param name="run">The run that it must be of.</param>
    /// <exception cref="CheckpointException">It is truncated, corrupt, of another run or kind, or newer.</exception>
    internal static Checkpoint Parse(ReadOnlyMemory<byte> bytes, string path, string run)
    {
        try
        {
            var file = SafetensorsFile.Parse(bytes, path);
            RequireReadable(file, path, run);
            var machine = file.Metadata.GetValueOrDefault("machine") ?? throw new CheckpointException(path, "it does not say on which machine it was made");
            return new Checkpoint(machine, file[State].Data, file.Tensors.Where(named => named.Key != State).ToDictionary());
        }
        catch (WeightFileException damaged)
        {
            throw new CheckpointException(path, damaged.Message, cause: damaged);
        }
    }

    private static void RequireReadable(WeightFile file, string path, string run)
    {
        if (file.Metadata.GetValueOrDefault("format") != Format)
        {
            throw new CheckpointException(path, "it is not a training state");
        }

        if (!int.TryParse(file.Metadata.GetValueOrDefault("version"), out var version) || version < 1)
        {
            throw new CheckpointException(path, "it does not say its format version");
        }

        if (version > Version)
        {
            throw new CheckpointException(
                path, $"it has version {version} of the format, and this workbench knows {Version}", "resume with the newer workbench that wrote it")
            { IsNewer = true };
        }

        if (version < Version)
        {
            throw new CheckpointException(path, $"it has version {version} of the format, and this workbench resumes only from {Version}");
        }

        if (file.Metadata.GetValueOrDefault("run") != run)
        {
            throw new CheckpointException(path, $"it belongs to another run than {run}");
        }
    }
}
