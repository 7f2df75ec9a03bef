using Workbench.Tests;
using Workbench.Tests.Benchmarking;
using Workbench.Tests.Exercises;
using Workbench.Tests.Interactive;
using Workbench.Tests.Kernel;
using Workbench.Tests.Notebooks;
using Workbench.Tests.Running;
using Workbench.Tests.Site;
using Workbench.Tests.Slurm;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongOnesFirst))]

namespace Workbench.Tests;

/// <summary>Collections of minutes begin before those of seconds, so that none is left over and runs alone at the end.</summary>
public sealed class LongOnesFirst : ITestCollectionOrderer
{
    private static readonly string[] Minutes =
    [
        .. new[] { typeof(BenchmarkTests), typeof(GradeCommandTests), typeof(HammeredStoreTests), typeof(InterruptedStudyTests), typeof(JupyterTests), typeof(KilledRunTests), typeof(NotebooksCheckTests), typeof(SiteTests), typeof(SlurmStudyTests) }.Select(test => test.FullName!),
        InteractiveHosts.Name,
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Minutes.Any(name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)) ? 0 : 1)];
}
