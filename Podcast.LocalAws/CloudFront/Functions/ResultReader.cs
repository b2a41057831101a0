using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Podcast.LocalAws.CloudFront.Functions.Events;
using Podcast.LocalAws.CloudFront.Functions.Modules;

namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>
/// Reads what the handler returned and checks it as CloudFront does; what is not allowed gives the viewer 502. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html.
/// </summary>
internal static class ResultReader
{
    private const int MaxUrlCharacters = 8192;

    /// <exception cref="FunctionValidationException">The result is not allowed.</exception>
    public static FunctionResult Read(JsValue result, FunctionEvent source, FunctionRun run)
    {
        if (result is not ObjectInstance target || result is JsArray)
        {
            throw new FunctionValidationException("The function has to return the request or a response object.");
        }

        if (!target.Get("statusCode").IsUndefined())
        {
            return new ResponseResult(ReadResponse(target, source), run.Logs);
        }

        if (source.Type == FunctionEventType.ViewerResponse)
        {
            throw new FunctionValidationException("A viewer-response function has to return a response object.");
        }

        return new RequestResult(ReadRequest(target, source.Request), run.Origin, run.Logs);
    }

    private static EdgeRequest ReadRequest(ObjectInstance target, EdgeRequest original)
    {
        if (target.Get("method") is { } method && !method.IsUndefined() && !(method.IsString() && method.AsString() == original.Method))
        {
            throw new FunctionValidationException("request.method is read-only.");
        }

        var uri = RequireString(target.Get("uri"), "request.uri");
        if (!uri.StartsWith('/') || uri.Any(char.IsControl))
        {
            throw new FunctionValidationException("request.uri has to begin with a slash and has no control characters.");
        }

        var query = ReadQuery(target.Get("querystring"), original);
        if (uri.Length + (query?.Length ?? 0) >= MaxUrlCharacters)
        {
            throw new FunctionValidationException($"request.uri and request.querystring together have to be shorter than {MaxUrlCharacters} characters.");
        }

        var headers = FieldReader.ReadHeaders(target.Get("headers"), original.Headers, "request.headers", HeaderRules.RequestReadOnly);
        var cookies = ReadCookies(target.Get("cookies"), original.Cookies, "request.cookies");
        return original with { Uri = uri, RawQuery = query, Headers = headers, Cookies = cookies };
    }

    // A function that deletes them sends none.
    private static FieldMap ReadCookies(JsValue value, FieldMap original, string path)
    {
        var cookies = value.IsUndefined() ? [] : FieldReader.ReadValues(value, original, path);
        foreach (var (name, values) in cookies)
        {
            if (name.AsSpan().IndexOfAny('=', ';') >= 0)
            {
                throw new FunctionValidationException($"{path} has a name that contains = or ;.");
            }
        }

        return cookies;
    }

    private static string? ReadQuery(JsValue value, EdgeRequest original)
    {
        string? query;
        if (value.IsString())
        {
            // An empty one is none: a question mark alone would be another cache key and another URL for the origin.
            query = value.AsString() is { Length: > 0 } text ? text : null;
        }
        else
        {
            // Untouched, the query keeps its order and its spelling.
            var sent = original.Query;
            var fields = FieldReader.ReadValues(value, sent, "request.querystring");
            query = fields.SameAs(sent) ? original.RawQuery : fields.Count == 0 ? null : QueryFields.Format(fields);
        }

        if (!ReferenceEquals(query, original.RawQuery) && query?.Any(character => char.IsControl(character) || character is ' ' or '#') == true)
        {
            throw new FunctionValidationException("request.querystring must not contain spaces, control characters or #.");
        }

        return query;
    }

    private static EdgeResponse ReadResponse(ObjectInstance target, FunctionEvent source)
    {
        var status = target.Get("statusCode");
        if (!status.IsNumber() || status.AsNumber() is not (>= 200 and <= 599 and var number) || !double.IsInteger(number))
        {
            throw new FunctionValidationException("response.statusCode has to be an integer from 200 to 599.");
        }

        var description = target.Get("statusDescription");
        if (!description.IsUndefined())
        {
            FieldReader.RequireOneLine(RequireString(description, "response.statusDescription"), "response.statusDescription");
        }

        var original = source.Response;
        return new(
            (int)number,
            description.IsUndefined() ? null : description.AsString(),
            FieldReader.ReadHeaders(
                target.Get("headers"),
                original?.Headers ?? [],
                "response.headers",
                original is null ? HeaderRules.RequestReadOnly : HeaderRules.ResponseReadOnly),
            ReadCookies(target.Get("cookies"), original?.Cookies ?? [], "response.cookies"),
            ReadBody(target.Get("body")));
    }

    private static byte[]? ReadBody(JsValue body)
    {
        if (body.IsUndefined() || body.IsNull())
        {
            return null;
        }

        if (body.IsString())
        {
            return Encoding.UTF8.GetBytes(body.AsString());
        }

        if (body is not ObjectInstance target)
        {
            throw new FunctionValidationException("response.body has to be a string or an object with encoding and data.");
        }

        var data = RequireString(target.Get("data"), "response.body.data");
        return RequireString(target.Get("encoding"), "response.body.encoding") switch
        {
            "text" => Encoding.UTF8.GetBytes(data),
            "base64" => Bytes.TryDecodeBase64(data) ?? throw new FunctionValidationException("response.body.data is not valid base64."),
            _ => throw new FunctionValidationException("response.body.encoding has to be text or base64."),
        };
    }

    private static string RequireString(JsValue value, string name) =>
        value.IsString() ? value.AsString() : throw new FunctionValidationException($"{name} has to be a string.");
}
