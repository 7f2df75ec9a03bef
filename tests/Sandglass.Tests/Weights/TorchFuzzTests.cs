using Fuzzing;
using Sandglass.Tests.Data;
using Sandglass.Weights;
using Workbench.Tests;

namespace Sandglass.Tests.Weights;

/// <summary>Damaged files of torch.save, by seed, from the disk.</summary>
[Collection(FuzzTests.Alone)]
public sealed class TorchFuzzTests
{
    [DeepFact]
    public void Damaged_files_of_both_formats_are_read_or_refused()
    {
        using var folder = new TemporaryFolder();
        byte[] Pickle(bool legacy) => new PickleWriter().Op('}', '(').Text("epoch").Number(3).Text("lr").Number(0.1).Text("state_dict")
            .Name("collections", "OrderedDict").Op('q', '\0', ')', 'R', '(')
            .Text("module.a").Tensor("FloatStorage", "0", 2, 0, [2, 1], [1, 2], legacy)
            .Text("module.b").Tensor("FloatStorage", "0", 2, 1, [], [], legacy).Op('u')
            .Op('}').Text("_metadata").Op('h', '\0', ')', 'R', 's', 'b', 'u').End();
        var storage = TorchFileBytes.Floats(1, 2);
        var zip = TorchFileBytes.Zip(Pickle(false), [("0", storage)], ("archive/byteorder", "little"u8.ToArray()));
        var legacy = TorchFileBytes.Legacy(Pickle(true), [("0", [1, 2])]);
        Assert.Equal(["a", "b"], TorchFile.Parse(zip, "zip").Tensors.Keys.Select(name => name["module.".Length..]));
        var (read, refused) = new FuzzRuns("torch", 6000) { MostAllocated = 64 << 20 }.Run(
            random =>
            {
                File.WriteAllBytes(folder["x"], random.Next(4) switch
                {
                    0 => ByteMutations.Mutate(zip, random),
                    1 => ByteMutations.Mutate(legacy, random),
                    2 => TorchFileBytes.Legacy(ByteMutations.Mutate(Pickle(true), random), [("0", [1, 2])]),
                    _ => TorchFileBytes.Zip(ByteMutations.Mutate(Pickle(false), random), [("0", storage)]),
                });
                Assert.All(WeightFile.Read(folder["x"]).Tensors.Values, tensor =>
                    Assert.Equal(tensor.Shape.Aggregate(1L, (product, size) => product * size), tensor.Count));
            },
            fault => fault is WeightFileException && !fault.Message.Any(char.IsControl) && fault.Message.Length < 600
                && !fault.Message.Contains("is not what this workbench writes", StringComparison.Ordinal));
        Assert.InRange(read, 1, refused);
    }
}
