using Sandglass.Blocks;
using Sandglass.Detection.Networks;
using Sandglass.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sandglass.Detection.Tests.Networks;

public class CountEqualsModuleTests
{
    public static TheoryData<string> Names => [.. Plans.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_row_is_a_layer_of_the_built_detector(string name)
    {
        var plan = Plans.All[name];
        using var scope = NewDisposeScope();
        using var detector = new Detector(plan, new RandomStreams(1));
        var count = DetectorCounter.Count(plan);
        var rows = count.Layers.Where(row => row.Parameters > 0)
            .ToDictionary(row => row.Name, row => (row.Parameters, row.MultiplyAdds, string.Join('×', row.OutputShape)));
        Assert.Equal(rows.OrderBy(row => row.Key, StringComparer.Ordinal), Leaves(detector).OrderBy(leaf => leaf.Key, StringComparer.Ordinal));
        Assert.Equal(detector.parameters().Sum(parameter => parameter.numel()), count.Parameters);
    }

    // Hooks on the built module see a real image pass; they know nothing of specs.
    private static Dictionary<string, (long Parameters, long MultiplyAdds, string Shape)> Leaves(Detector detector)
    {
        var leaves = new Dictionary<string, (long, long, string)>();
        Tensor Add(string name, nn.Module leaf, long weights, Tensor output)
        {
            leaves.Add(name, (leaf.parameters().Sum(p => p.numel()), weights * output.shape[2] * output.shape[3], string.Join('×', output.shape[1..])));
            return output;
        }

        foreach (var (name, module) in detector.named_modules())
        {
            switch (module)
            {
                case Conv2d conv:
                    conv.register_forward_hook((_, _, output) => Add(name, conv, conv.weight!.numel(), output));
                    break;
                case BatchNormLayer norm:
                    norm.register_forward_hook((_, _, output) => Add(name, norm, 0, output));
                    break;
            }
        }

        detector.eval();
        detector.call(zeros([1, detector.Plan.InputChannels, detector.Plan.Resolution, detector.Plan.Resolution]));
        return leaves;
    }
}
