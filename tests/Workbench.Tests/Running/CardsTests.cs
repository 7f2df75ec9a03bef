using System.Diagnostics;
using Workbench.Running;

namespace Workbench.Tests.Running;

public sealed class CardsTests
{
    [Theory]
    [InlineData(3, null, "0 1 2")]
    [InlineData(2, "", "0 1")]
    [InlineData(2, "2,3", "2 3")]
    [InlineData(2, "GPU-8f3a, GPU-17bc", "GPU-8f3a GPU-17bc")]
    public void Cards_are_named_as_the_process_was_given_them(int count, string? variable, string expected) =>
        Assert.Equal(expected.Split(' '), Cards.Visible([.. Enumerable.Range(0, count)], variable));

    [Fact]
    public void The_one_that_was_chosen_is_the_only_one() => Assert.Equal(["7"], Cards.Visible([1], "5,7"));

    [Fact]
    public void Each_worker_has_a_card_of_its_own_and_gives_it_back()
    {
        var cards = new Cards(["0", "1"], workers: 2);
        var (first, second) = (cards.Take(), cards.Take());
        Assert.Equal(["0", "1"], [first.Card, second.Card]);
        second.Dispose();
        Assert.Equal("1", cards.Take().Card);
        Assert.Throws<InvalidOperationException>(cards.Take);
    }

    [Fact]
    public void More_workers_share_the_cards_evenly()
    {
        var cards = new Cards(["0", "1"], workers: 4);
        Assert.Equal(["0", "1", "0", "1"], Enumerable.Range(0, 4).Select(_ => cards.Take().Card));
    }

    [Fact]
    public void A_process_sees_its_card_only()
    {
        var start = new ProcessStartInfo();
        start.Environment[Cards.Variable] = "0,1";
        using var card = new Cards(["1"], workers: 1).Take();
        card.Show(start);
        Assert.Equal("1", start.Environment[Cards.Variable]);
    }
}
