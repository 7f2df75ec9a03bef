using System.Text;

namespace Sandglass.Training;

/// <summary>The observers of one run and the rows that they have made so far.</summary>
internal sealed class Observations
{
    private readonly IReadOnlyList<IEpochObserver> _observers;
    private readonly Dictionary<string, List<string>> _rows;

    /// <exception cref="ArgumentException">A table's name is no plain file name, or is taken.</exception>
    internal Observations(IEnumerable<IEpochObserver> observers)
    {
        _observers = [.. observers];
        _rows = [];
        foreach (var name in _observers.Select(observer => observer.FileName))
        {
            var plain = name.Length > 0 && name[0] != '.' && name == Path.GetFileName(name) && !RunFiles.Own.Contains(name);
            if (!plain || !_rows.TryAdd(name, []))
            {
                throw new ArgumentException($"an observer's table cannot be called '{name}'; use a file name of its own");
            }
        }
    }

    /// <summary>Lets every observer that wants it look; the network is left as it was.</summary>
    internal void Observe(EpochMoment moment, CancellationToken cancellation)
    {
        foreach (var observer in _observers.Where(observer => observer.Wants(moment.Epoch)))
        {
            using (new UntouchedNetwork(moment.Network))
            {
                moment.Network.train();
                _rows[observer.FileName].AddRange(observer.Observe(moment, cancellation));
            }
        }
    }

    /// <summary>Writes the tables into a folder.</summary>
    internal void Write(string directory)
    {
        foreach (var observer in _observers)
        {
            var text = new StringBuilder(observer.Header).Append('\n').AppendJoin("", _rows[observer.FileName].Select(row => row + "\n"));
            File.WriteAllText(Path.Combine(directory, observer.FileName), text.ToString());
        }
    }
}
