using CsCheck;
using Podcast.LocalAws.Auth;

namespace Podcast.Tests.Unit.LocalAws.Auth;

public sealed class CanonicalRequestTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/a/b", "/a/b")]
    [InlineData("//a///b/", "/a/b/")]
    [InlineData("/a/./b/../c", "/a/c")]
    [InlineData("/../..", "/")]
    [InlineData("/a%20b", "/a%2520b")]
    [InlineData("/a b", "/a%20b")]
    public void EncodeNormalizedPath_Path_IsNormalizedAndEncodedOnceMore(string path, string expected) =>
        Assert.Equal(expected, CanonicalRequest.EncodeNormalizedPath(path));

    [Theory]
    [InlineData("/bucket//a/../b", "/bucket//a/../b")]
    [InlineData("/bucket/a%20b%2Bc+d", "/bucket/a%20b%2Bc%2Bd")]
    [InlineData("/bucket/a%2fb", "/bucket/a%2Fb")]
    public void EncodePathOnce_Path_IsNotNormalized(string path, string expected) =>
        Assert.Equal(expected, CanonicalRequest.EncodePathOnce(path));

    [Fact]
    public void Create_AnyQueryOrder_IsTheSame()
    {
        var rules = SigningRules.For("s3");
        string Create(params string[] query) =>
            CanonicalRequest.Create("GET", "/", QueryParameters.Parse(string.Join('&', query)).Items, [], _ => null, SigV4.EmptyHash, rules);

        Assert.Equal(Create("a=2", "a=1", "a-b=", "b"), Create("b=", "a-b", "a=1", "a=2"));
        Assert.Contains("\na=1&a=2&a-b=&b=\n", Create("b=", "a-b", "a=1", "a=2"), StringComparison.Ordinal);
    }

    [Fact]
    public void UriEncoding_AnyText_IsUndone() =>
        Gen.Byte.Array.Sample(octets => UriEncoding.Decode(UriEncoding.Encode(octets)).AsSpan().SequenceEqual(octets));

    [Fact]
    public void UriEncoding_AnyText_HoldsUnreservedCharactersOnly() =>
        Gen.String.Sample(text => UriEncoding.Encode(text).All(character => char.IsAsciiLetterOrDigit(character) || "-_.~%".Contains(character, StringComparison.Ordinal)));

    [Fact]
    public void AwsCredentials_AsText_ShowNoSecret() =>
        Assert.DoesNotContain("hidden", new AwsCredentials("key", "hidden", "hidden token").ToString(), StringComparison.Ordinal);
}
