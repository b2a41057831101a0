namespace Podcast.LocalAws.CloudFront.Functions.Events;

/// <summary>When a function runs.</summary>
internal enum FunctionEventType
{
    /// <summary>Before the cache and the origin: <c>viewer-request</c>.</summary>
    ViewerRequest,

    /// <summary>Before the response goes to the viewer: <c>viewer-response</c>.</summary>
    ViewerResponse,
}
