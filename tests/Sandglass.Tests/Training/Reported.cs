namespace Sandglass.Tests.Training;

/// <summary>Takes reports on the thread that makes them, and keeps them.</summary>
internal sealed class Reported<T>(Action<T>? react = null) : List<T>, IProgress<T>
{
    public void Report(T value)
    {
        Add(value);
        react?.Invoke(value);
    }
}
