namespace Podcast.LocalAws.Core.Streams;

/// <summary>One shard of a stream.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ParentId">The shard whose records come before this one's.</param>
/// <param name="IsClosed">Whether no record will be added any more.</param>
internal sealed record StreamShard(string Id, string? ParentId, bool IsClosed);
