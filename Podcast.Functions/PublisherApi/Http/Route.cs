namespace Podcast.Functions.PublisherApi.Http;

/// <summary>One operation of the API.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">The path, its parameters in braces; telemetry names a request by it.</param>
/// <param name="Handle">The handler.</param>
internal sealed record Route(string Method, string Template, Func<ApiRequest, CancellationToken, Task<ApiResult>> Handle)
{
    private readonly string[] _segments = Template.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public bool IsPathOf(ApiRequest request)
    {
        if (request.Segments.Length != _segments.Length)
        {
            return false;
        }

        for (var i = 0; i < _segments.Length; i++)
        {
            if (_segments[i][0] != '{' && _segments[i] != request.Segments[i])
            {
                return false;
            }
        }

        return true;
    }
}
