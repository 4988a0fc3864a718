using Migration.Cli.Output;

namespace Migration.Cli.Tests.Output;

public sealed class ShellWordsTests
{
    [Theory]
    [InlineData("plain-word_1.yaml", "plain-word_1.yaml")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$HOME", "'$HOME'")]
    [InlineData("", "''")]
    [InlineData("ключ", "'ключ'")]
    public void Quote_MakesOneWordOfAShell(string word, string quoted) => Assert.Equal(quoted, ShellWords.Quote(word));
}
