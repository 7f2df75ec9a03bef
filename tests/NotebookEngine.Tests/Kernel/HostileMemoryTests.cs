using System.Diagnostics;

namespace NotebookEngine.Tests.Kernel;

/// <summary>What peers without the key can have the kernel keep. Counts the memory of the process, so it runs alone.</summary>
[CollectionDefinition(nameof(HostileMemoryTests), DisableParallelization = true)]
[Collection(nameof(HostileMemoryTests))]
public sealed class HostileMemoryTests : IDisposable
{
    private const int Megabyte = 1024 * 1024;

    private readonly TestKernel _kernel = new();

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public void Unfinished_frames_do_not_add_up()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var part = new byte[8 * Megabyte];
        var ports = new[] { _kernel.Connection.ShellPort, _kernel.Connection.ControlPort, _kernel.Connection.StdinPort };
        var peers = new List<RawPeer>();
        for (var number = 0; number < 150; number++)
        {
            peers.Add(new RawPeer(ports[number % ports.Length]));
            try
            {
                peers[^1].Send(0, part.Length + 1, part);
            }
            catch (IOException)
            {
                // It was cut.
            }
        }

        // The thread of a cut connection lets go of its bytes when it runs next.
        var patience = Stopwatch.StartNew();
        long held;
        do
        {
            Thread.Sleep(50);
            held = GC.GetTotalMemory(forceFullCollection: true) - before;
        }
        while (held > 150 * Megabyte && patience.Elapsed < TimeSpan.FromSeconds(30));

        using var client = _kernel.Connect();
        Assert.Equal(["result: 2"], client.Lines("1 + 1"));
        Assert.True(held <= 150 * Megabyte, $"{held / Megabyte} MB are held"); // less than nothing where what was before is let go
        peers.ForEach(peer => peer.Dispose());
    }
}
