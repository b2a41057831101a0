using Podcast.Functions.PublisherApi.Imports;

namespace Podcast.Tests.Unit.Functions.PublisherApi.Imports;

public sealed class SpreadsheetTextTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://evil\",\"x\")@a.b")]
    [InlineData("+1@a.b")]
    [InlineData("-1@a.b")]
    [InlineData("@a.b")]
    [InlineData("\t=1")]
    [InlineData("＝1")]
    [InlineData("'=1")]
    [InlineData("''=1")]
    public void Write_Formula_IsTextAndComesBack(string field)
    {
        Assert.Equal("'" + field, SpreadsheetText.Write(field));
        Assert.Equal(field, SpreadsheetText.Read("'" + field));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a@b.c")]
    [InlineData("'a@b.c")]
    [InlineData("'")]
    [InlineData("2030-01-31T00:00:00Z")]
    public void Write_AnythingElse_StaysAsItIs(string field)
    {
        Assert.Equal(field, SpreadsheetText.Write(field));
        Assert.Equal(field, SpreadsheetText.Read(field));
    }
}
