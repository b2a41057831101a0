namespace Podcast.LocalAws.Core.Streams;

/// <summary>A stream that can be read shard by shard, as the DynamoDB Streams API offers it.</summary>
internal interface IStreamSource
{
    /// <exception cref="StreamSourceException">The stream cannot be read right now.</exception>
    Task<IReadOnlyList<StreamShard>> GetShardsAsync(CancellationToken cancellationToken);

    /// <exception cref="StreamSourceException">The stream cannot be read right now.</exception>
    Task<StreamIterator> GetIteratorAsync(string shardId, StreamPosition position, CancellationToken cancellationToken);

    /// <exception cref="StreamSourceException">The stream cannot be read right now, or the iterator has expired.</exception>
    Task<StreamPage> GetRecordsAsync(StreamIterator iterator, int limit, CancellationToken cancellationToken);
}
