using NotebookEngine.Notebooks;

namespace NotebookEngine.Tests.Notebooks;

public sealed class NotebookTests
{
    // Written by nbformat 5.5 from the same content.
    private const string Jupyter = """
        {
         "cells": [
          {
           "cell_type": "markdown",
           "id": "intro",
           "metadata": {},
           "source": [
            "# Größe 😀\n",
            "end\ttab"
           ]
          },
          {
           "cell_type": "code",
           "execution_count": 1,
           "id": "one",
           "metadata": {
            "a": {
             "b": 1.50
            },
            "z": []
           },
           "outputs": [
            {
             "data": {
              "application/vnd.plotly.v1+json": {
               "data": []
              },
              "image/png": "aGk=\n",
              "text/plain": [
               "x\n",
               "y"
              ]
             },
             "metadata": {},
             "output_type": "display_data"
            }
           ],
           "source": []
          }
         ],
         "metadata": {
          "kept": true
         },
         "nbformat": 4,
         "nbformat_minor": 5
        }

        """;

    [Fact]
    public void Bytes_are_those_of_jupyter()
    {
        var text = Jupyter.ReplaceLineEndings("\n");
        Assert.Equal(text, Notebook.Parse(text).Write());
    }

    [Fact]
    public void Missing_ids_are_made_and_the_same_each_time()
    {
        var text = Jupyter.Replace("\"id\": \"one\",", "", StringComparison.Ordinal).Replace("\"id\": \"intro\",", "", StringComparison.Ordinal);
        var ids = Notebook.Parse(text).Cells.Select(cell => cell.Id).ToArray();
        Assert.Equal(ids, Notebook.Parse(text).Cells.Select(cell => cell.Id));
        Assert.Equal(2, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{8}$", id));
    }

    [Theory]
    [InlineData("", "not a notebook")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{}", "format 4")]
    [InlineData("""{"nbformat":3,"cells":[]}""", "format 4")]
    [InlineData("""{"nbformat":4}""", "no list of cells")]
    [InlineData("""{"nbformat":4,"cells":[1]}""", "cell 1 has no known cell_type")]
    [InlineData("""{"nbformat":4,"cells":[{"cell_type":"code"}]}""", "cell 1 has no source")]
    [InlineData("""{"nbformat":4,"cells":[{"cell_type":"code","source":""}]}""", "cell 1 has no metadata")]
    [InlineData("""{"nbformat":4,"nbformat":4,"cells":[]}""", "not a notebook")]
    [InlineData("""{"nbformat":4,"nbformat_minor":"5","cells":[]}""", "nbformat_minor is not a whole number")]
    [InlineData("""{"nbformat":4,"cells":[{"cell_type":"markdown","metadata":{},"source":"\ud800"}]}""", "half of a surrogate pair")]
    [InlineData("""{"nbformat":4,"metadata":{"a":["\uDC00"]},"cells":[]}""", "half of a surrogate pair")]
    [InlineData("""{"nbformat":4,"metadata":{"\ud800":1},"cells":[]}""", "half of a surrogate pair")]
    public void What_is_no_notebook_is_said(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<NotebookFormatException>(() => Notebook.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Whole_surrogate_pairs_are_text() =>
        Assert.Equal("😀", Notebook.Parse("""{"nbformat":4,"metadata":{},"cells":[{"cell_type":"markdown","metadata":{},"source":"\ud83d\ude00"}]}""").Cells[0].Source);

    [Fact]
    public void Nesting_is_limited() =>
        Assert.Throws<NotebookFormatException>(() => Notebook.Parse(new string('[', 100_000)));
}
