using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.S3.Notifications;

/// <summary>What made an event.</summary>
/// <param name="Caller">Who made the request.</param>
/// <param name="SourceIp">The caller's address, or the principal of the service that called.</param>
/// <param name="RequestId">The request's id.</param>
internal readonly record struct EventOrigin(AwsCaller Caller, string SourceIp, string RequestId)
{
    public static EventOrigin Of(S3Request request) =>
        new(request.Caller, request.Context.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1", request.Context.TraceIdentifier);
}
