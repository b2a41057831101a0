using Microsoft.AspNetCore.Http;
using Podcast.LocalAws.Auth;

namespace Podcast.Tests.Unit.LocalAws.Auth;

public sealed class CredentialScopeTests
{
    [Theory]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0", "dynamodb")]
    [InlineData("AWS4-HMAC-SHA256 SignedHeaders=host,Credential=AKID/20260101/us-east-1/s3/aws4_request,Signature=0", "s3")]
    [InlineData("AWS4-ECDSA-P256-SHA256 Credential=AKID/20260101/cloudfront-keyvaluestore/aws4_request, SignedHeaders=host, Signature=0", "cloudfront-keyvaluestore")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKID", null)]
    [InlineData("AWS4-HMAC-SHA256 nothing", null)]
    [InlineData("Bearer x", null)]
    [InlineData("", null)]
    public void Find_InHeader_ReturnsTheService(string authorization, string? expected)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = authorization;

        Assert.Equal(expected, CredentialScope.Find(context.Request)?.SigningName);
    }

    [Fact]
    public void Find_InPresignedUrl_ReturnsTheService()
    {
        var context = new DefaultHttpContext();
        context.Request.QueryString = new("?X-Amz-Credential=AKID%2F20260101%2Fus-east-1%2Fs3%2Faws4_request");

        Assert.Equal(new("AKID", "s3"), CredentialScope.Find(context.Request));
    }
}
