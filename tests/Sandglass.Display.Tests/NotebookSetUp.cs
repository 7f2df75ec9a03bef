using Sandglass.Display.Tests;

[assembly: AssemblyFixture(typeof(NotebookSetUp))]

namespace Sandglass.Display.Tests;

/// <summary>Registers the formatters once, before any test.</summary>
public sealed class NotebookSetUp
{
    public NotebookSetUp() => Workbench.Start();
}
