using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.PublisherApi.Http;

/// <summary>Converts events of a function URL to requests, and results to responses.</summary>
internal static class ApiHttp
{
    /// <param name="input">The event.</param>
    /// <param name="json">Reads the bodies.</param>
    public static ApiRequest Read(APIGatewayHttpApiV2ProxyRequest input, JsonSerializerContext json) => new(
        input.RequestContext?.Http?.Method ?? "GET",
        input.RawPath ?? "/",
        input.FindHeader("content-type"),
        input.FindHeader("if-match"),
        input.Body is not { } body ? default : input.IsBase64Encoded ? Convert.FromBase64String(body) : Encoding.UTF8.GetBytes(body))
    {
        Query = input.QueryStringParameters is { } query ? query.AsReadOnly() : new Dictionary<string, string>(),
        Json = json,
        IdempotencyKey = input.FindHeader("idempotency-key"),
        Accept = input.FindHeader("accept"),
        Host = input.RequestContext?.DomainName,
    };

    /// <param name="result">The result.</param>
    /// <param name="json">Writes its body.</param>
    public static APIGatewayHttpApiV2ProxyResponse Write(ApiResult result, JsonSerializerContext json)
    {
        var headers = new Dictionary<string, string> { ["cache-control"] = "no-store", ["x-content-type-options"] = "nosniff" };
        Add("location", result.Location);
        Add("etag", result.ETag);
        Add("allow", result.Allow);
        Add("link", result.Next is { } next ? $"<{next}>; rel=\"next\"" : null);
        Add("retry-after", result.Status == 503 ? TransientFailures.RetryAfter : null);
        Add("content-type", result.Body switch
        {
            null => null,
            ApiText text => text.ContentType,
            Problem => "application/problem+json",
            _ => "application/json",
        });
        return new()
        {
            StatusCode = result.Status,
            Headers = headers,
            Body = result.Body switch
            {
                null => null,
                ApiText text => text.Text,
                Problem problem => WriteReadable(problem, json),
                { } body => JsonSerializer.Serialize(body, body.GetType(), json),
            },
        };

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                headers[name] = value;
            }
        }
    }

    // Problems are read by people, and ' or > as \u0027 or \u003E is not. No browser takes them for HTML: their type says so, and it is not guessed.
    private static string WriteReadable(Problem problem, JsonSerializerContext json)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            JsonSerializer.Serialize(writer, problem, typeof(Problem), json);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
