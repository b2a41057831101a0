using System.Text;
using System.Text.Json;
using Podcast.LocalAws.Core.Protocols;

namespace Podcast.LocalAws.Lambda.FunctionUrls;

/// <summary>The HTTP response that a function returned. See https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload.</summary>
internal sealed class FunctionUrlResponse
{
    private readonly List<KeyValuePair<string, string>> _headers = [];
    private readonly List<string> _cookies = [];
    private int _statusCode = StatusCodes.Status200OK;
    private ReadOnlyMemory<byte> _body;

    private FunctionUrlResponse()
    {
    }

    /// <summary>Reads what a function returned: a response with a <c>statusCode</c>, or any JSON, which is a body then.</summary>
    /// <returns><see langword="null"/> when it is neither, which is a 502.</returns>
    public static FunctionUrlResponse? Parse(ReadOnlyMemory<byte> payload)
    {
        try
        {
            if (payload.IsEmpty)
            {
                return new();
            }

            JsonInput.RequireWellFormed(payload.Span);
            using var document = JsonDocument.Parse(payload);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("statusCode", out var statusCode)
                ? ParseStructured(root, statusCode)
                : new() { _body = payload };
        }
        catch (Exception reason) when (reason is JsonException or FormatException)
        {
            return null;
        }
    }

    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = _statusCode;
        foreach (var (name, value) in _headers)
        {
            response.Headers.Append(name, value);
        }

        foreach (var cookie in _cookies)
        {
            response.Headers.Append("Set-Cookie", cookie);
        }

        if (_statusCode is < 200 or StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
        {
            return;
        }

        if (string.IsNullOrEmpty(response.ContentType))
        {
            response.ContentType = "application/json";
        }

        response.ContentLength = _body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(_body, context.RequestAborted);
        }
    }

    private static FunctionUrlResponse? ParseStructured(JsonElement root, JsonElement statusCode)
    {
        var response = new FunctionUrlResponse();
        return response.ReadStatusCode(statusCode) && response.ReadHeaders(root) && response.ReadCookies(root) && response.ReadBody(root)
            ? response
            : null;
    }

    private bool ReadStatusCode(JsonElement statusCode)
    {
        // A number, or a number in a text: Lambda takes both.
        var text = statusCode.ValueKind is JsonValueKind.Number or JsonValueKind.String ? statusCode.ToString() : "";
        return int.TryParse(text, out _statusCode) && _statusCode is >= 200 and <= 599;
    }

    private bool ReadHeaders(JsonElement root)
    {
        if (!Has(root, "headers", out var headers))
        {
            return true;
        }

        if (headers.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        foreach (var header in headers.EnumerateObject())
        {
            if (header.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array || !IsToken(header.Name) || !IsFieldValue(header.Value.ToString()))
            {
                return false;
            }

            // The length is that of the body; the connection is not the function's.
            if (!IsOurs(header.Name))
            {
                _headers.Add(new(header.Name, header.Value.ToString()));
            }
        }

        return true;
    }

    private bool ReadCookies(JsonElement root)
    {
        if (!Has(root, "cookies", out var cookies))
        {
            return true;
        }

        if (cookies.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (var cookie in cookies.EnumerateArray())
        {
            if (cookie.ValueKind != JsonValueKind.String || !IsFieldValue(cookie.GetString()!))
            {
                return false;
            }

            _cookies.Add(cookie.GetString()!);
        }

        return true;
    }

    private bool ReadBody(JsonElement root)
    {
        if (!Has(root, "body", out var body))
        {
            return true;
        }

        if (body.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        var isBase64 = root.TryGetProperty("isBase64Encoded", out var flag) && flag.ValueKind == JsonValueKind.True;
        _body = isBase64 ? body.GetBytesFromBase64() : Encoding.UTF8.GetBytes(body.GetString()!);
        return true;
    }

    private static bool Has(JsonElement root, string name, out JsonElement value) =>
        root.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    private static bool IsToken(string name) =>
        name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal));

    private static bool IsFieldValue(string value) => value.All(character => character is (>= ' ' and <= '~') or '\t');

    private static bool IsOurs(string name) =>
        name.Equals("content-length", StringComparison.OrdinalIgnoreCase)
        || name.Equals("transfer-encoding", StringComparison.OrdinalIgnoreCase)
        || name.Equals("connection", StringComparison.OrdinalIgnoreCase);
}
