using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Streams;

namespace Podcast.LocalAws.Lambda.EventSources;

/// <summary>
/// Lambda reads a stream as the function's role, which has to be allowed each of these calls.
/// See https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html.
/// </summary>
internal sealed class AuthorizedStreamSource(IStreamSource source, IAuthorizer authorizer, Func<AwsCaller> role, string streamArn) : IStreamSource
{
    public Task<IReadOnlyList<StreamShard>> GetShardsAsync(CancellationToken cancellationToken)
    {
        Require("dynamodb:ListStreams");
        Require("dynamodb:DescribeStream");
        return source.GetShardsAsync(cancellationToken);
    }

    public Task<StreamIterator> GetIteratorAsync(string shardId, StreamPosition position, CancellationToken cancellationToken)
    {
        Require("dynamodb:GetShardIterator");
        return source.GetIteratorAsync(shardId, position, cancellationToken);
    }

    public Task<StreamPage> GetRecordsAsync(StreamIterator iterator, int limit, CancellationToken cancellationToken)
    {
        Require("dynamodb:GetRecords");
        return source.GetRecordsAsync(iterator, limit, cancellationToken);
    }

    private void Require(string action)
    {
        var decision = authorizer.Evaluate(role(), action, streamArn);
        if (!decision.IsAllowed)
        {
            throw new StreamSourceException(decision.Message);
        }
    }
}
