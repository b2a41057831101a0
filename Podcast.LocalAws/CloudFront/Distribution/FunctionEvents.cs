using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.Functions.Events;

namespace Podcast.LocalAws.CloudFront.Distribution;

/// <summary>Makes the event that a function is called with.</summary>
internal static class FunctionEvents
{
    public static FunctionEvent Create(
        DistributionConfig distribution, string requestId, HttpContext context, EdgeRequest request, EdgeResponse? response = null) => new()
        {
            Type = response is null ? FunctionEventType.ViewerRequest : FunctionEventType.ViewerResponse,
            DistributionDomainName = distribution.DomainName,
            DistributionId = distribution.Id,
            RequestId = requestId,
            ViewerIp = context.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1",
            Request = request,
            Response = response,
        };
}
