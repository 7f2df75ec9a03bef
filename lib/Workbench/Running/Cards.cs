using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Sandglass.Runtime;

namespace Workbench.Running;

/// <summary>
/// The graphics cards that worker processes are spread over: each process sees one, which it calls <c>cuda</c>, so that its run
/// has the hash that it would have on any other. With more workers than cards, cards have several.
/// </summary>
internal sealed class Cards
{
    /// <summary>What CUDA reads when it starts: the cards that a process sees.</summary>
    internal const string Variable = "CUDA_VISIBLE_DEVICES";

    private readonly ConcurrentQueue<string> _free;

    /// <param name="names">The cards, as <see cref="Variable"/> names them.</param>
    /// <param name="workers">Processes side by side.</param>
    internal Cards(IReadOnlyList<string> names, int workers) => _free = new(Enumerable.Range(0, workers).Select(worker => names[worker % names.Count]));

    /// <summary>The cards that runs of this process may use.</summary>
    internal static IReadOnlyList<string> Visible() => Visible(TorchDevice.Cards, Environment.GetEnvironmentVariable(Variable));

    /// <summary>Cards as <see cref="Variable"/> names them.</summary>
    /// <param name="cards">Their numbers among those that this process sees.</param>
    /// <param name="variable">What it was itself given, such as <c>2,3</c> of a job's four; null: it sees all.</param>
    internal static IReadOnlyList<string> Visible(IReadOnlyList<int> cards, string? variable)
    {
        var seen = variable?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        return [.. cards.Select(card => card < seen.Length ? seen[card] : card.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>A card for a process, until disposed; there is one for each worker.</summary>
    internal Lease Take() => _free.TryDequeue(out var card)
        ? new Lease(card, _free)
        : throw new InvalidOperationException("more processes than workers");

    /// <summary>A card in use.</summary>
    internal sealed class Lease(string card, ConcurrentQueue<string> free) : IDisposable
    {
        /// <summary>Its name.</summary>
        internal string Card => card;

        /// <summary>Lets a process that is to be started see this card only.</summary>
        internal void Show(ProcessStartInfo start) => start.Environment[Variable] = card;

        public void Dispose() => free.Enqueue(card);
    }
}
