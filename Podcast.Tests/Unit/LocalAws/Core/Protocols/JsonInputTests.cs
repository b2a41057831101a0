using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core.Protocols;

namespace Podcast.Tests.Unit.LocalAws.Core.Protocols;

public sealed class JsonInputTests
{
    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":"\udc00x"}""")]
    [InlineData("""{"a":["\ud83d\ud83d"]}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":""")]
    [InlineData("")]
    public void Parse_WhatIsNotWellFormed_IsRefused(string json)
    {
        Assert.ThrowsAny<JsonException>(() => JsonInput.Parse(Encoding.UTF8.GetBytes(json)));
        Assert.ThrowsAny<JsonException>(() => JsonInput.Parse(json));
    }

    [Theory]
    [InlineData(new byte[] { (byte)'"', 0xC3, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' })]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'1', 0 })]
    public void Parse_BytesThatAreNotUtf8_AreRefused(byte[] json) =>
        Assert.ThrowsAny<JsonException>(() => JsonInput.Parse(json));

    [Fact]
    public void Parse_TextWithHalfASurrogatePair_IsRefused() =>
        Assert.ThrowsAny<JsonException>(() => JsonInput.Parse("\"\ud800\""));

    [Theory]
    [InlineData("""{"a":"\ud83c\udfa7 \u0000 \\ud800"}""")]
    [InlineData("""{"a":{"b":[1,"ä",null,true]}}""")]
    public void Parse_WellFormedText_IsRead(string json) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonInput.Parse(json)));
}
