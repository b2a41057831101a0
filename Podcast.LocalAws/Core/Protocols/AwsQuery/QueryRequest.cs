using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Podcast.LocalAws.Core.Protocols.AwsQuery;

/// <summary>A request of the Query protocol: form parameters, one of them the action. See https://smithy.io/2.0/aws/protocols/aws-query-protocol.html.</summary>
internal sealed class QueryRequest : IAwsRequest
{
    // Lists are looked up item by item; no operation takes nearly as many.
    private const int MaxParameters = 2_000;

    private readonly Dictionary<string, StringValues> _parameters;

    private QueryRequest(AwsCaller caller, Dictionary<string, StringValues> parameters, CancellationToken aborted)
    {
        Caller = caller;
        _parameters = parameters;
        Aborted = aborted;
    }

    public AwsCaller Caller { get; }

    public CancellationToken Aborted { get; }

    public string Action => Text(nameof(Action)) ?? throw new AwsException("MissingAction", "The request must contain the parameter Action.", StatusCodes.Status400BadRequest);

    /// <exception cref="AwsException">The body is larger than <paramref name="maxBytes"/>.</exception>
    public static async Task<QueryRequest> ReadAsync(HttpContext context, AwsCaller caller, int maxBytes)
    {
        var body = await PayloadReader.ReadAsync(context, maxBytes)
            ?? throw new AwsException("RequestEntityTooLarge", $"The request is larger than {maxBytes} bytes.", StatusCodes.Status413PayloadTooLarge);
        var parameters = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body.Span));
        return parameters.Count <= MaxParameters
            ? new(caller, parameters, context.RequestAborted)
            : throw new AwsException("MalformedQueryString", $"The request has more than {MaxParameters} parameters.", StatusCodes.Status400BadRequest);
    }

    public string? Text(string name) => _parameters.TryGetValue(name, out var value) ? value.ToString() : null;

    public string Required(string name) => Text(name) is { Length: > 0 } value
        ? value
        : throw new AwsException("ValidationError", $"The request must contain the parameter {name}.", StatusCodes.Status400BadRequest);

    public bool Flag(string name) => string.Equals(Text(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The names of all parameters.</summary>
    public IEnumerable<string> Names => _parameters.Keys;

    /// <summary>The parameters whose names are a prefix and one more name, without the prefix.</summary>
    public IEnumerable<(string Name, string Value)> Parameters(string prefix) => _parameters
        .Where(parameter => parameter.Key.Length > prefix.Length && parameter.Key.StartsWith(prefix, StringComparison.Ordinal) && !parameter.Key.AsSpan(prefix.Length).Contains('.'))
        .Select(parameter => (parameter.Key[prefix.Length..], parameter.Value.ToString()));

    /// <summary>Whether there are parameters below a name, such as <c>Entry.1.Id</c> below <c>Entry.1</c>.</summary>
    public bool HasBelow(string name) => _parameters.Keys.Any(parameter => parameter.Length > name.Length && parameter[name.Length] == '.' && parameter.StartsWith(name, StringComparison.Ordinal));

    /// <summary>A list of texts: <c>Name.member.1</c> and so on.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. Prefixes(name).Select(prefix => Text(prefix) ?? "")];

    /// <summary>A list of pairs: <c>Name.member.1.Key</c>, <c>Name.member.1.Value</c> and so on.</summary>
    public IEnumerable<(string Key, string? Value, string Prefix)> Pairs(string name, string key, string value) =>
        Prefixes(name).Select(prefix => (Text($"{prefix}.{key}") ?? "", Text($"{prefix}.{value}"), prefix));

    private IEnumerable<string> Prefixes(string name)
    {
        for (var i = 1; ; i++)
        {
            var prefix = $"{name}.member.{i}";
            if (!_parameters.Keys.Any(parameter => parameter == prefix || parameter.StartsWith(prefix + ".", StringComparison.Ordinal)))
            {
                yield break;
            }

            yield return prefix;
        }
    }
}
