namespace Podcast.LocalAws.Core.Protocols;

/// <summary>A request as the operations of a service see it.</summary>
internal interface IAwsRequest
{
    AwsCaller Caller { get; }
}
