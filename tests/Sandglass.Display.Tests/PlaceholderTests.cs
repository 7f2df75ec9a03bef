namespace Placeholder;
public class PlaceholderTests { [Fact] public void Runs() => Assert.True(true); }
