using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Podcast.Benchmarks.Endurance;

/// <summary>Spoils requests, as often as not in a way that leaves most of one as it should be: what is wholly wrong is refused at the door.</summary>
internal sealed class FuzzMutator(Random random)
{
    private const int MostMutations = 3;

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "X"];

    // Half a surrogate pair as JSON escapes it; the writer would not let it through.
    private const string HalfPair = "\uE000";

    private static readonly string[] Texts =
    [
        "", " ", "0", "-1", "9223372036854775808", "1e999", "NaN", "true", "null", "\0", "\u007f", "%00", "%", "%zz", "..", "../../etc/passwd", "//", "\\", "'", "\"", "<a>", "&amp;",
        "${filename}", "{{7*7}}", "a\u0308", "\u00ff\u00fe", "\u00c3\u0028", "\u00ed\u00a0\u0080", "\u00f0\u009f\u0098\u0080", "*", "arn:aws:s3:::x", "arn:aws:iam::111122223333:role/x", "2031-02-30T00:00:00Z", "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z", "demo", "first", "01",
    ];

    private static readonly string[] HeaderNames =
    [
        "Range", "If-None-Match", "If-Match", "If-Modified-Since", "If-Range", "Accept-Encoding", "Content-Encoding", "Content-Type", "Expect", "X-Forwarded-For", "X-Forwarded-Proto", "Cookie",
        "Origin", "traceparent", "Idempotency-Key", "x-amz-target", "x-amz-meta-a", "x-amz-copy-source", "x-amz-security-token", "x-amz-invocation-type", "x-amz-client-context", "x-amz-tagging",
        "x-amz-checksum-crc32", "x-amz-sdk-checksum-algorithm", "x-amz-decoded-content-length", "x-amz-expected-bucket-owner", "x-podcast-token", "x-podcast-access", "Content-MD5", "TE", "Upgrade", "Connection",
    ];

    private static readonly string[] HeaderValues =
    [
        "bytes=0-", "bytes=5-1", "bytes=-0", "bytes=0-0,2-2", "bytes=99999999999999999999-", "*", "\"a\"", "W/\"", "gzip", "br;q=9", "100-continue", "multipart/form-data; boundary=x", "application/json; charset=utf-16",
        "application/x-www-form-urlencoded", "text/csv", "RequestResponse", "Event", "eyJhIjoxfQ==", "00-00000000000000000000000000000000-0000000000000000-01", "Sat, 01 Jan 2000 00:00:00 GMT", "a=b&c=d&c",
        "test-bucket/%2e%2e/%00", "AAAAAA==", "caf\u00e9", "close", "websocket",
    ];

    /// <summary>The request with up to three things changed; one in twenty stays as it is.</summary>
    public FuzzRequest Mutate(FuzzRequest request)
    {
        for (var left = random.Next(20) == 0 ? 0 : random.Next(1, MostMutations + 1); left > 0; left--)
        {
            request = random.Next(10) switch
            {
                < 4 when request.Body.Length > 0 => request with { Body = MutateBody(request.Body) },
                < 6 => request with { Query = MutateQuery(request.Query) },
                6 or 7 => request with { Path = MutatePath(request.Path) },
                8 => request with { Headers = MutateHeaders(request.Headers) },
                _ => random.Next(3) == 0 ? request with { Method = Pick(Methods) } : request with { Headers = MutateHeaders(request.Headers) },
            };
        }

        return request;
    }

    /// <summary>Changes bytes of a request that is signed already.</summary>
    public byte[] Corrupt(byte[] request)
    {
        var corrupted = request.ToList();
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            Change(corrupted);
        }

        return [.. corrupted];
    }

    private string MutateBody(string body)
    {
        if (random.Next(4) > 0 && TryMutateJson(body) is { } mutated)
        {
            return mutated;
        }

        var bytes = Encoding.Latin1.GetBytes(body).ToList();
        for (var left = random.Next(1, 4); left > 0 && bytes.Count > 0; left--)
        {
            Change(bytes);
        }

        return Encoding.Latin1.GetString([.. bytes]);
    }

    private string? TryMutateJson(string body)
    {
        try
        {
            return JsonNode.Parse(Encoding.Latin1.GetBytes(body), documentOptions: new() { AllowDuplicateProperties = false }) is { } json ? MutateJson(json) : null;
        }
        catch (Exception spoiled) when (spoiled is JsonException or InvalidOperationException)
        {
            // It was JSON before the last mutation; the latter is text that is not Unicode.
            return null;
        }
    }

    private string MutateJson(JsonNode root)
    {
        var holder = new JsonArray(root);
        var nodes = new List<JsonNode?>();
        Collect(root, nodes);
        var node = Pick(nodes);
        switch (node?.Parent)
        {
            case JsonObject parent when random.Next(5) == 0:
                parent.Remove(node.GetPropertyName());
                break;
            case JsonObject parent when random.Next(6) == 0:
                parent[Pick(Texts)] = node.DeepClone();
                break;
            case JsonArray parent when parent != holder && random.Next(4) == 0:
                for (var copies = random.Next(1, 120); copies > 0; copies--)
                {
                    parent.Add(node.DeepClone());
                }

                break;
            default:
                node?.ReplaceWith<JsonNode?>(Value());
                break;
        }

        var text = (holder[0]?.ToJsonString() ?? "null").Replace("\\uE000", "\\ud800", StringComparison.Ordinal);
        return Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
    }

    private static void Collect(JsonNode? node, List<JsonNode?> nodes)
    {
        nodes.Add(node);
        switch (node)
        {
            case JsonObject values:
                foreach (var (_, value) in values)
                {
                    Collect(value, nodes);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Collect(item, nodes);
                }

                break;
            default:
                break;
        }
    }

    private JsonNode? Value() => random.Next(12) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(2) == 0),
        2 => JsonValue.Create(-random.NextInt64()),
        3 => JsonNode.Parse("1e400"),
        4 => JsonNode.Parse("0.1"),
        5 => new JsonArray(),
        6 => new JsonObject(),
        7 => Nested(random.Next(1, 90)),
        8 => JsonValue.Create(HalfPair),
        9 => JsonValue.Create(new string('a', random.Next(10_000))),
        _ => JsonValue.Create(Pick(Texts)),
    };

    private static JsonArray Nested(int depth)
    {
        var nested = new JsonArray();
        for (; depth > 0; depth--)
        {
            nested = [nested];
        }

        return nested;
    }

    private string MutateQuery(string query)
    {
        var items = query.Split('&', StringSplitOptions.RemoveEmptyEntries).ToList();
        switch (random.Next(items.Count == 0 ? 1 : 4))
        {
            case 0:
                items.Insert(random.Next(items.Count + 1), $"{(random.Next(2) == 0 ? Pick(HeaderNames) : Encoded())}={Encoded()}");
                break;
            case 1:
                items.RemoveAt(random.Next(items.Count));
                break;
            case 2:
                items.Add(Pick(items));
                break;
            default:
                var index = random.Next(items.Count);
                items[index] = $"{items[index].Split('=')[0]}={Encoded()}";
                break;
        }

        return string.Join('&', items);
    }

    private string MutatePath(string path)
    {
        var segments = path.Split('/').ToList();
        switch (random.Next(4))
        {
            case 0:
                segments.Insert(random.Next(1, segments.Count + 1), random.Next(8) == 0 ? new string('a', random.Next(9_000)) : Encoded());
                break;
            case 1 when segments.Count > 2:
                segments.RemoveAt(random.Next(1, segments.Count));
                break;
            case 2:
                segments[random.Next(1, segments.Count)] = Encoded();
                break;
            default:
                var index = random.Next(1, segments.Count);
                var segment = segments[index].ToList();
                segment.Insert(random.Next(segment.Count + 1), (char)random.Next(0x21, 0x7F));
                segments[index] = string.Concat(segment).Replace("#", "%23", StringComparison.Ordinal).Replace("?", "%3F", StringComparison.Ordinal);
                break;
        }

        return string.Join('/', segments);
    }

    private List<KeyValuePair<string, string>> MutateHeaders(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var changed = headers.ToList();
        if (changed.Count > 0 && random.Next(3) == 0)
        {
            changed.RemoveAt(random.Next(changed.Count));
        }
        else
        {
            changed.Add(new(Pick(HeaderNames), random.Next(3) == 0 ? Printable(Pick(Texts)) : Pick(HeaderValues)));
        }

        return changed;
    }

    // A control character ends the request at once with a 400 of the server's own, so that nothing behind it is tried.
    private static string Printable(string text) => string.Concat(text.Where(character => character is >= ' ' and not '\u007f'));

    private string Encoded()
    {
        var text = Pick(Texts);
        return random.Next(3) == 0
            ? Printable(text).Replace(' ', '+').Replace('#', '_').Replace('?', '_')
            : string.Concat(text.Select(character => char.IsAsciiLetterOrDigit(character) ? character.ToString() : string.Create(CultureInfo.InvariantCulture, $"%{(int)character:X2}")));
    }

    private void Change(List<byte> bytes)
    {
        var index = random.Next(bytes.Count);
        switch (random.Next(4))
        {
            case 0:
                bytes[index] = (byte)random.Next(256);
                break;
            case 1:
                bytes.RemoveAt(index);
                break;
            case 2:
                bytes.InsertRange(index, Encoding.Latin1.GetBytes(Pick(Texts)));
                break;
            default:
                var count = Math.Min(random.Next(1, 40), bytes.Count - index);
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(index, count));
                break;
        }
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
