namespace Podcast.Functions.PublisherApi.Http;

/// <summary>
/// The response of an endpoint: a status, headers, and a body, which is an <see cref="ApiText"/> or of a type that the function's JSON context has.
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
