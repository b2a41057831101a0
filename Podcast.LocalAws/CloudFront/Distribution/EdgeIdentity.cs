using System.Security.Cryptography;
using Podcast.LocalAws.CloudFront.Functions;

namespace Podcast.LocalAws.CloudFront.Distribution;

/// <summary>How the edge names itself and each request, in the headers that CloudFront adds.</summary>
internal sealed class EdgeIdentity
{
    private const int RequestIdBytes = 40;

    /// <summary>The value of <c>Via</c>.</summary>
    public string Via { get; } = $"1.1 {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}.cloudfront.net (CloudFront)";

    /// <summary>The value of <c>X-Amz-Cf-Id</c>, in the form that CloudFront gives it.</summary>
    public static string NewRequestId() =>
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(RequestIdBytes)).Replace('+', '-').Replace('/', '_');

    /// <summary>Adds what every response carries.</summary>
    /// <param name="headers">The response's headers.</param>
    /// <param name="requestId">The request.</param>
    /// <param name="result">How it was found, such as <c>Miss</c>.</param>
    public void Sign(IHeaderDictionary headers, string requestId, string result)
    {
        headers["X-Cache"] = $"{result} from cloudfront";
        headers.Via = Via;
        headers["X-Amz-Cf-Pop"] = EdgeLocation.Pop;
        headers["X-Amz-Cf-Id"] = requestId;
    }
}
