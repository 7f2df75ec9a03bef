using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;

namespace Sandglass.Interactive;

/// <summary>
/// What .NET Interactive calls when a cell names the package: runs the first cell of our notebooks, which loads the
/// library, starts it and teaches the host its forms. The library lies in the flat folder that a build fills: its
/// natives are half a gigabyte a system, and in one folder no order of packages decides which versions win.
/// </summary>
public sealed class SandglassExtension : IKernelExtension
{
    /// <summary>Starts the library in the C# kernel.</summary>
    /// <param name="kernel">The kernel that loads the extension, or the one that holds it.</param>
    /// <exception cref="InvalidOperationException">There is no folder of the library, or it does not start.</exception>
    public async Task OnLoadAsync(Kernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        var folder = LibraryFolder.Find(Directory.GetCurrentDirectory(), Environment.GetEnvironmentVariable(LibraryFolder.Variable));
        var csharp = kernel.RootKernel.FindKernelByName("csharp")
            ?? throw new InvalidOperationException("this host has no C# kernel: the library is used from C# cells");
        var result = await csharp.SendAsync(new SubmitCode(FirstCell.In(folder))).ConfigureAwait(false);
        if (result.Events.OfType<CommandFailed>().FirstOrDefault() is { } failed)
        {
            throw new InvalidOperationException($"the library in {folder} does not start: {failed.Message}");
        }
    }
}
