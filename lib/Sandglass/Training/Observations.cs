using Sandglass.Data;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Sandglass.Training;

/// <summary>The observers of one run and the rows that they have made so far.</summary>
internal sealed class Observations
{
    private readonly IReadOnlyList<EpochObserver> _observers;
    private readonly Dictionary<string, ObserverTable> _tables = [];

    /// <exception cref="ArgumentException">A table's name is not a plain file name, or is taken.</exception>
    internal Observations(IEnumerable<EpochObserver> observers)
    {
        _observers = [.. observers];
        foreach (var name in _observers.Select(observer => observer.FileName))
        {
            var plain = name.Length > 0 && name[0] != '.' && name == Path.GetFileName(name) && !RunFolder.Own.Contains(name);
            if (!plain || !_tables.TryAdd(name, new ObserverTable(name, -1, [])))
            {
                throw new ArgumentException($"an observer's table cannot be called '{name}'; use a file name of its own");
            }
        }
    }

    /// <summary>Whether every observer has had its look after an epoch.</summary>
    internal bool HaveSeen(int epoch) => _tables.Values.All(table => table.Seen >= epoch);

    /// <summary>The rows so far.</summary>
    internal IReadOnlyList<ObserverTable> Tables => [.. _tables.Values];

    /// <summary>Whether rows that a cut run had made are all that these observers need; they may do without some.</summary>
    internal bool CanGoOnFrom(IReadOnlyList<ObserverTable> tables) =>
        _tables.Keys.All(name => tables.Any(table => table.FileName == name));

    /// <summary>Goes on with the rows of a cut run.</summary>
    internal void Restore(IReadOnlyList<ObserverTable> tables)
    {
        foreach (var table in tables.Where(table => _tables.ContainsKey(table.FileName)))
        {
            _tables[table.FileName] = table;
        }
    }

    /// <summary>Lets every observer look that has not seen this epoch; the network is left as it was.</summary>
    internal void Observe(EpochMoment moment, CancellationToken cancellation)
    {
        foreach (var observer in _observers)
        {
            var table = _tables[observer.FileName];
            if (table.Seen < moment.Epoch)
            {
                _tables[observer.FileName] = table with { Seen = moment.Epoch, Rows = [.. table.Rows, .. Rows(observer, moment, cancellation)] };
            }
        }
    }

    /// <summary>Writes the tables into a folder.</summary>
    internal void Write(string directory)
    {
        foreach (var observer in _observers)
        {
            File.WriteAllText(
                Path.Combine(directory, observer.FileName), Csv.Write(observer.Table.Header, _tables[observer.FileName].Rows));
        }
    }

    private static IReadOnlyList<string>[] Rows(EpochObserver observer, EpochMoment moment, CancellationToken cancellation)
    {
        if (!observer.Wants(moment.Epoch))
        {
            return [];
        }

        var network = moment.Training.Network ?? throw new WorkbenchException($"the task '{moment.Spec.Task.Kind}' has no single network to observe");
        using (new Untouched(network))
        {
            network.train();
            return [.. observer.Observe(moment, cancellation).Select(observer.Table.Cells)];
        }
    }

    /// <summary>A network that may be used at will until disposed: then weights, statistics, gradients and mode are as they were.</summary>
    private sealed class Untouched : IDisposable
    {
        private readonly nn.Module _network;
        private readonly (Tensor Live, Tensor Kept)[] _state;
        private readonly (Parameter Live, Tensor? Gradient)[] _gradients;
        private readonly bool _training;

        internal Untouched(nn.Module network)
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            (_network, _training) = (network, network.training);
            _state = [.. network.state_dict().Values.Select(live => (live, live.detach().clone().DetachFromDisposeScope()))];
            _gradients = [.. network.parameters().Select(live => (live, live.grad?.clone().DetachFromDisposeScope()))];
        }

        public void Dispose()
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            foreach (var (live, kept) in _state)
            {
                live.copy_(kept);
                kept.Dispose();
            }

            foreach (var (live, gradient) in _gradients)
            {
                live.grad = gradient;
                gradient?.Dispose();
            }

            _network.train(_training);
        }
    }
}
