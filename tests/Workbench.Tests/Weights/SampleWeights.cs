using System.Runtime.InteropServices;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Weights;

namespace Workbench.Tests.Weights;

/// <summary>A folder with the weights of a small MobileNeXt (width 0.35, 3 classes, identity multiplier 1/2) and two images.</summary>
public sealed class SampleWeights : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sandglass-").FullName;

    public SampleWeights()
    {
        TorchRuntime.Start();
        var plan = MobileNeXt.Official(0.35, classes: 3).WithIdentityMultiplier(0.5);
        using var network = new BottleneckNetwork(plan, new RandomStreams(1));
        network.Save(this["labelled"]);
        Safetensors.Write(this["plain"], [.. SafetensorsFile.Read(this["labelled"]).Tensors.Values]);
        var images = Enumerable.Range(0, 2 * 3 * 32 * 32).Select(i => MathF.Sin(i)).ToArray();
        File.WriteAllBytes(this["images"], MemoryMarshal.AsBytes<float>(images).ToArray());
    }

    public string this[string name] => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
