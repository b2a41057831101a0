using System.Text;
using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Tests.Unit.Functions.PublisherApi.Http;

public sealed class JsonUnicodeTests
{
    [Theory]
    [InlineData("""{"plan":"\ud800"}""", "plan")]
    [InlineData("""{"email":"a@example.com","tags":["x",{"y":"\udfff"}]}""", "tags")]
    [InlineData("""{"\ud800":1}""", "body")]
    [InlineData("\"\\ud800\"", "body")]
    [InlineData("""{"plan":"\ud83c\udfa7"}""", null)]
    [InlineData("""{"plan":""", null)]
    public void FindInvalid_Json_NamesTheField(string json, string? field) =>
        Assert.Equal(field, JsonUnicode.FindInvalid(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void FindInvalid_BytesThatAreNotUtf8_NamesTheBody() =>
        Assert.Equal("body", JsonUnicode.FindInvalid([(byte)'"', 0xED, 0xA0, 0x80, (byte)'"']));
}
