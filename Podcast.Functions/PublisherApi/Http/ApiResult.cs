namespace Podcast.Functions.PublisherApi.Http;

/// <summary>
/// What an endpoint answers: a status, a body of one of <see cref="PublisherApiJsonContext"/>'s types or an <see cref="ApiText"/> or none, and
/// headers.
/// </summary>
internal sealed record ApiResult(int Status, object? Body)
{
    public string? Location { get; init; }

    public string? ETag { get; init; }

    public string? Allow { get; init; }

    /// <summary>Where the next page is, as a path; sent as <c>Link</c> with <c>rel="next"</c>.</summary>
    public string? Next { get; init; }

    public static implicit operator ApiResult(Problem problem) => new(problem.Status, problem);

    public override string ToString() => $"status {Status}";
}
