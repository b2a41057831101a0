namespace Podcast.Functions.PublisherApi.Http;

/// <summary>One operation of the API.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">The path, its parameters in braces; telemetry names a request by it.</param>
/// <param name="Handle">The handler.</param>
/// <param name="Parameters">The parameters of the query that it reads. Any other is refused: a misspelt one would be ignored without a word.</param>
internal sealed record Route(string Method, string Template, Func<ApiRequest, CancellationToken, Task<ApiResult>> Handle, params string[] Parameters)
{
    private readonly string[] _segments = Template.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private const int LongestName = 40;

    /// <summary>The refusal of a request whose query has a parameter that this operation does not read; null without one.</summary>
    public Problem? CheckQuery(ApiRequest request) => request.Query.Keys.FirstOrDefault(name => !Parameters.Contains(name)) is { } unknown
        ? Problem.InvalidQuery(
            (IsName(unknown) ? $"The parameter '{unknown}'" : "A parameter of the query") + " is unknown here. "
            + (Parameters.Length == 0 ? "This operation takes none." : $"It takes: {string.Join(", ", Parameters)}."))
        : null;

    // Anything else may be a token or an e-mail address in the wrong place, and is not repeated.
    private static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

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
