namespace Podcast.Functions.PublisherApi.Migrations;

/// <summary>Body of <c>POST /migrations/subscribers</c>.</summary>
internal sealed record MigrationRequest
{
    /// <summary>The <c>next</c> of the response before; missing to begin.</summary>
    public string? Cursor { get; init; }
}
