using System.Diagnostics;
using Sandglass.Training;

namespace Sandglass.Search.Runs;

/// <summary>How long epochs took, also those that were cut and went on in another process.</summary>
internal sealed class EpochClock
{
    private readonly Stopwatch _clock = new();
    private readonly List<double> _ended = [];
    private double _before;

    /// <summary>What stands in a checkpoint.</summary>
    internal EpochTimes Times => new([.. _ended], _before + _clock.Elapsed.TotalSeconds);

    /// <summary>Runs while an epoch does.</summary>
    internal void Time(Action epoch)
    {
        _clock.Start();
        try
        {
            epoch();
        }
        finally
        {
            _clock.Stop();
        }

        _ended.Add(_before + _clock.Elapsed.TotalSeconds);
        _before = 0;
        _clock.Reset();
    }

    internal void Restore(EpochTimes times)
    {
        _ended.Clear();
        _ended.AddRange(times.Ended);
        _before = times.Begun;
        _clock.Reset();
    }
}

/// <summary>Seconds that were taken.</summary>
/// <param name="Ended">By each epoch that has ended.</param>
/// <param name="Begun">By the one that was begun.</param>
internal sealed record EpochTimes(IReadOnlyList<double> Ended, double Begun)
{
    /// <exception cref="FormatException">They are not those of so many epochs.</exception>
    internal EpochTimes Checked(int epochs)
    {
        ResumableState.Require(Ended.Count == epochs, "it has times of another number of epochs");
        ResumableState.Require(Ended.Append(Begun).All(seconds => double.IsFinite(seconds) && seconds >= 0), "a time is no number of seconds");
        return this;
    }
}
