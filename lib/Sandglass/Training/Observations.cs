using System.Text;

namespace Sandglass.Training;

/// <summary>The observers of one run and the rows that they have made so far.</summary>
internal sealed class Observations
{
    private readonly IReadOnlyList<IEpochObserver> _observers;
    private readonly Dictionary<string, ObserverTable> _tables = [];

    /// <exception cref="ArgumentException">A table's name is no plain file name, or is taken.</exception>
    internal Observations(IEnumerable<IEpochObserver> observers)
    {
        _observers = [.. observers];
        foreach (var name in _observers.Select(observer => observer.FileName))
        {
            var plain = name.Length > 0 && name[0] != '.' && name == Path.GetFileName(name) && !RunFiles.Own.Contains(name);
            if (!plain || !_tables.TryAdd(name, new ObserverTable(name, -1, [])))
            {
                throw new ArgumentException($"an observer's table cannot be called '{name}'; use a file name of its own");
            }
        }
    }

    /// <summary>Whether anybody looks.</summary>
    internal bool Any => _observers.Count > 0;

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
            var text = new StringBuilder(observer.Header).Append('\n');
            foreach (var row in _tables[observer.FileName].Rows)
            {
                text.Append(row).Append('\n');
            }

            File.WriteAllText(Path.Combine(directory, observer.FileName), text.ToString());
        }
    }

    private static string[] Rows(IEpochObserver observer, EpochMoment moment, CancellationToken cancellation)
    {
        if (!observer.Wants(moment.Epoch))
        {
            return [];
        }

        using (new UntouchedNetwork(moment.Network))
        {
            moment.Network.train();
            return [.. observer.Observe(moment, cancellation)];
        }
    }
}
