using Sandglass.Tables;

namespace Sandglass.Training;

/// <summary>
/// Receives every epoch of the runs that a store finds or trains, as it ends; of a resumed or found run also those
/// before too. It hears of the epochs of one task, such as a search, and not of what comes before or after it.
/// </summary>
internal abstract class EpochListener
{
    private EpochListener()
    {
    }

    /// <summary>A listener to epochs of one kind.</summary>
    /// <typeparam name="T">The task's own record of an epoch.</typeparam>
    /// <param name="told">Receives each, on the thread that trains.</param>
    public static EpochListener Of<T>(Action<T> told) => new Typed<T>(told);

    /// <summary>Passes on an epoch that has ended.</summary>
    internal abstract void Ended(object epoch);

    /// <summary>Passes on all epochs of a run.</summary>
    internal abstract void Found(Run run);

    private sealed class Typed<T>(Action<T> told) : EpochListener
    {
        internal override void Ended(object epoch)
        {
            if (epoch is T known)
            {
                told(known);
            }
        }

        internal override void Found(Run run)
        {
            foreach (var epoch in run.Columns.SequenceEqual(RowTable.Of<T>().Header) ? run.Epochs<T>() : [])
            {
                told(epoch);
            }
        }
    }
}
