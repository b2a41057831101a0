using Podcast.LocalAws.Core;

namespace Podcast.Tests.Unit.LocalAws.Core;

public sealed class HostNamesTests
{
    private readonly HostNames _names = new(new() { Region = "eu-west-1" });

    [Theory]
    [InlineData("abc.lambda-url.eu-west-1.on.aws", "abc", null)]
    [InlineData("ABC.lambda-url.eu-west-1.on.aws", "abc", null)]
    [InlineData("abc.lambda-url.us-east-1.on.aws", null, null)]
    [InlineData("bucket.s3.eu-west-1.amazonaws.com", null, "s3")]
    [InlineData("bucket.s3.amazonaws.com", null, "s3")]
    [InlineData("111122223333.localhost", null, "cloudfront-keyvaluestore")]
    [InlineData("11112222333.localhost", null, null)]
    [InlineData("127.0.0.1", null, null)]
    [InlineData("", null, null)]
    public void Parse_Host_ReturnsWhatItIs(string host, string? functionUrlId, string? signingName) =>
        Assert.Equal(new HostName(functionUrlId, signingName), _names.Parse(host));
}
