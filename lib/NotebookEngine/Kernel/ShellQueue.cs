using System.Collections.Concurrent;
using NotebookEngine.Kernel.Protocol;

namespace NotebookEngine.Kernel;

/// <summary>
/// The requests on shell, answered on two threads of their own: executions one after another, and beside them, in
/// their order too, whatever needs no cell to end. Nobody waits for a training to look up a name.
/// </summary>
internal sealed class ShellQueue : IDisposable
{
    private readonly BlockingCollection<(long Number, Request Request)> _executions = [];
    private readonly BlockingCollection<Request> _questions = [];
    private readonly Action<Request, bool> _answer;
    private long _received;
    private long _abortedUpTo;

    /// <param name="answer">Answers a request; true: an execution that is to be aborted.</param>
    public ShellQueue(Action<Request, bool> answer)
    {
        _answer = answer;
        new Thread(Execute) { Name = "shell", IsBackground = true }.Start();
        new Thread(AnswerQuestions) { Name = "shell questions", IsBackground = true }.Start();
    }

    /// <summary>The executions that wait and are not aborted.</summary>
    public IEnumerable<Request> Waiting => _executions.ToArray().Where(one => one.Number > _abortedUpTo).Select(one => one.Request);

    /// <summary>Called for one request at a time.</summary>
    public void Add(Request request)
    {
        if (request.Type == "execute_request")
        {
            _executions.Add((Interlocked.Increment(ref _received), request));
        }
        else
        {
            _questions.Add(request);
        }
    }

    /// <summary>Aborts the executions that wait now; what arrives later is executed.</summary>
    public void AbortWaiting() => _abortedUpTo = Interlocked.Read(ref _received);

    public void Dispose()
    {
        _executions.CompleteAdding();
        _questions.CompleteAdding();
    }

    private void Execute()
    {
        foreach (var (number, request) in _executions.GetConsumingEnumerable())
        {
            _answer(request, number <= _abortedUpTo);
        }
    }

    private void AnswerQuestions()
    {
        foreach (var request in _questions.GetConsumingEnumerable())
        {
            _answer(request, false);
        }
    }
}
