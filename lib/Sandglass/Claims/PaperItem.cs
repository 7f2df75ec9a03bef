using Sandglass.Counting;

namespace Sandglass.Claims;

/// <summary>A table or figure of the paper and where it is here.</summary>
/// <param name="Item">What it is called, such as <c>Fig. 1</c>. Tables have names, because their numbers differ between editions.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Table">The file of <c>data/paper</c> with its published numbers; null where none are known or needed.</param>
/// <param name="Cell">The notebook cell that shows it; null where none does.</param>
/// <param name="Mark">How it is known.</param>
/// <param name="Caveat">What to bear in mind.</param>
public sealed record PaperItem(string Item, string Title, string? Table, CellLink? Cell, EvidenceMark Mark, string Caveat);
