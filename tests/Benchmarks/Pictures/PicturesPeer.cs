using System.Diagnostics;
using System.Globalization;
using Sandglass;

namespace Benchmarks.Pictures;

/// <summary>torchvision in a process of its own that answers when it is asked, so that both sides take turns in one run.</summary>
internal sealed class PicturesPeer : IDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    internal PicturesPeer(string python, string folder)
    {
        _folder = folder;
        var script = Path.Combine(AppContext.BaseDirectory, "Pictures", "pictures_peer.py");
        _process = Process.Start(new ProcessStartInfo(python, [script, folder]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    /// <summary>One pass over the pictures.</summary>
    internal Pass Run(string way)
    {
        var seconds = Ask(way).Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new Pass(seconds[0], seconds[1]);
    }

    /// <summary>The numbers of the first picture in evaluation: 32-bit floats, the channels of a pixel side by side.</summary>
    internal byte[] Evaluated() => File.ReadAllBytes(Path.Combine(_folder, Ask("evaluated")));

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Ask(string what)
    {
        _process.StandardInput.WriteLine(what);
        return _process.StandardOutput.ReadLine() ?? throw new WorkbenchException("torchvision's side of the benchmark ended; its error stands above");
    }
}
