using System.Runtime.CompilerServices;
using Sandglass.Runtime;

namespace Sandglass.Deployment.Tests;

internal static class TorchSetUp
{
    /// <summary>Every test may use torch: one thread, loaded before any test class is touched.</summary>
    [ModuleInitializer]
    internal static void Start() => TorchRuntime.Start();
}
