namespace Sandglass.Studies.Inside;

/// <summary>A row that an observer writes into a run's folder, and that a study gathers over its runs.</summary>
public interface IObservedRow
{
    /// <summary>Name of the table.</summary>
    static abstract string FileName { get; }
}
