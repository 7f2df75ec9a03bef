namespace Sandglass.Lessons.Tests;

/// <summary>Answers that an exercise was tried with.</summary>
/// <param name="Id">The exercise.</param>
/// <param name="Right">A right answer, found without the library's.</param>
/// <param name="Nearly">Answers with one known mistake each, and a part of the hint that names it.</param>
/// <param name="Wrong">An answer with no known mistake.</param>
internal sealed record Tried(string Id, object Right, (object Answer, string Hint)[] Nearly, object Wrong);
