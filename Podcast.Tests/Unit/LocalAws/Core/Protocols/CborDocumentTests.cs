using System.Formats.Cbor;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Protocols.RpcV2Cbor;

namespace Podcast.Tests.Unit.LocalAws.Core.Protocols;

public sealed class CborDocumentTests
{
    [Fact]
    public void Write_ADocument_IsReadAsItWas()
    {
        var document = new JsonObject
        {
            ["Name"] = "grüße",
            ["Count"] = 3,
            ["Value"] = 2.5,
            ["Whole"] = 2.0,
            ["Flag"] = true,
            ["Nothing"] = null,
            ["List"] = new JsonArray(1, new JsonObject { ["A"] = "b" }),
            ["At"] = 1_700_000_000.25,
            ["Timestamps"] = new JsonArray(1_700_000_000.0),
        };

        var body = CborDocument.Write(document, name => name is "At" or "Timestamps");
        var read = CborDocument.Read(body);

        document.Remove("Nothing");
        Assert.True(JsonNode.DeepEquals(document, read), read.ToJsonString());
        var reader = new CborReader(body);
        reader.ReadStartMap();
        while (reader.ReadTextString() != "At")
        {
            reader.SkipValue();
        }

        Assert.Equal(CborTag.UnixTimeSeconds, reader.ReadTag());
    }

    [Fact]
    public void Read_IndefiniteLengths_AreRead()
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        writer.WriteStartMap(null);
        writer.WriteTextString("Names");
        writer.WriteStartArray(null);
        writer.WriteTextString("a");
        writer.WriteEndArray();
        writer.WriteTextString("At");
        writer.WriteTag(CborTag.UnixTimeSeconds);
        writer.WriteDouble(5);
        writer.WriteEndMap();

        Assert.Equal("""{"Names":["a"],"At":5}""", CborDocument.Read(writer.Encode()).ToJsonString());
    }

    [Theory]
    [InlineData("A16141")]
    [InlineData("F97E00")]
    [InlineData("80")]
    [InlineData("A1614143010203")]
    [InlineData("A16141FB7FF0000000000000")]
    [InlineData("A1616118181818181818")]
    [InlineData("A26141016141")]
    public void Read_WhatNoRequestHas_IsRefused(string hex) =>
        Assert.Equal("SerializationException", Assert.Throws<AwsException>(() => CborDocument.Read(Convert.FromHexString(hex))).Code);
}
