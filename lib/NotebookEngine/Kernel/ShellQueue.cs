using System.Collections.Concurrent;
using NotebookEngine.Kernel.Protocol;

namespace NotebookEngine.Kernel;

/// <summary>
/// The requests on shell, answered one after another on a thread of their own: the sockets' thread goes on meanwhile,
/// and what a cell awaits can complete.
/// </summary>
internal sealed class ShellQueue : IDisposable
{
    private readonly BlockingCollection<(long Number, Request Request)> _waiting = [];
    private readonly Action<Request, bool> _answer;
    private long _received;
    private long _abortedUpTo;

    /// <param name="answer">Answers a request; true: an execution that is to be aborted.</param>
    public ShellQueue(Action<Request, bool> answer)
    {
        _answer = answer;
        new Thread(AnswerAll) { Name = "shell", IsBackground = true }.Start();
    }

    /// <summary>Called on the sockets' thread alone.</summary>
    public void Add(Request request) => _waiting.Add((Interlocked.Increment(ref _received), request));

    /// <summary>Aborts the executions that wait now; what arrives later is executed.</summary>
    public void AbortWaiting() => _abortedUpTo = Interlocked.Read(ref _received);

    public void Dispose() => _waiting.CompleteAdding();

    private void AnswerAll()
    {
        foreach (var (number, request) in _waiting.GetConsumingEnumerable())
        {
            _answer(request, number <= _abortedUpTo && request.Type == "execute_request");
        }
    }
}
