using Fuzzing;
using Sandglass.Tests.Data;
using Sandglass.Weights;
using Workbench.Tests;

namespace Sandglass.Tests.Weights;

/// <summary>Damaged files, by seed, from the disk and from memory.</summary>
[Collection(FuzzTests.Alone)]
public class SafetensorsDamageTests
{
    private const string Header =
        """{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"b":{"dtype":"I64","shape":[],"data_offsets":[8,16]}}  """;

    [DeepFact]
    public void Damaged_files_are_read_the_same_from_the_disk_and_from_memory()
    {
        using var folder = new TemporaryFolder();
        var (read, refused) = new FuzzRuns("safetensors", 1500) { MostAllocated = 32 << 20 }.Run(
            random =>
            {
                var bytes = random.Next(2) == 0
                    ? ByteMutations.Mutate(HeaderBytes.File(Header, dataBytes: 16), random)
                    : HeaderBytes.File(JsonMutations.Mutate(Header, random), random.Next(4) == 0 ? random.Next(64) : 16);
                File.WriteAllBytes(folder["x"], bytes);
                var parsed = Outcome(() => SafetensorsFile.Parse(bytes, folder["x"]));
                Assert.Equal(parsed, Outcome(() => SafetensorsFile.Read(folder["x"])));
                if (parsed.Fault is { } fault)
                {
                    throw new WeightFileException(fault);
                }
            },
            fault => fault is WeightFileException && !fault.Message.Any(char.IsControl) && fault.Message.Length < 500);
        Assert.InRange(read, 1, refused);
    }

    private static (string? Fault, string Tensors) Outcome(Func<WeightFile> read)
    {
        try
        {
            var tensors = read().Tensors.Values.Select(tensor => $"{tensor} {Convert.ToHexString(tensor.Data.Span)}");
            return (null, string.Join(' ', tensors));
        }
        catch (WeightFileException fault)
        {
            return (fault.Message, "");
        }
    }
}
