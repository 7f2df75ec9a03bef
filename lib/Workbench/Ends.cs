using System.Runtime.InteropServices;

namespace Workbench;

/// <summary>
/// What ends the program from outside, known from its first line on: Ctrl-C, SIGTERM, and SIGHUP of a terminal that is
/// closed. The work is asked to stop and leaves its checkpoint; a second Ctrl-C ends it at once. What the program was
/// started to ignore, as by nohup, it ignores.
/// </summary>
internal sealed class Ends : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Ends() => _registrations = [.. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]).Select(signal => PosixSignalRegistration.Create(signal, Stop))];

    /// <summary>Cancelled when the program is to end.</summary>
    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void Stop(PosixSignalContext asked)
    {
        // A terminal that closes says SIGHUP more than once, so only a person who asks twice means at once.
        asked.Cancel = asked.Signal != PosixSignal.SIGINT || !_stop.IsCancellationRequested;
        _stop.Cancel();
    }
}
