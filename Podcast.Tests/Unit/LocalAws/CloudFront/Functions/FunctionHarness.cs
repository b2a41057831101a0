using Podcast.LocalAws.CloudFront.Functions;
using Podcast.LocalAws.CloudFront.Functions.Events;
using Podcast.LocalAws.CloudFront.Functions.Program;
using Podcast.LocalAws.CloudFront.KeyValueStore;

namespace Podcast.Tests.Unit.LocalAws.CloudFront.Functions;

/// <summary>Runs a piece of JavaScript as a CloudFront function.</summary>
internal static class FunctionHarness
{
    public static readonly DateTimeOffset Start = new(2026, 3, 4, 5, 6, 7, 890, TimeSpan.Zero);

    public static EdgeRequest Request(
        string uri = "/index.html", string? query = null, string method = "GET", (string, string)[]? headers = null, string? cookies = null)
    {
        var map = new FieldMap { { "host", "d111111abcdef8.cloudfront.net" } };
        foreach (var (name, value) in headers ?? [])
        {
            map.Add(name, value);
        }

        return new(method, uri, query, map, CookieFields.ParseRequest([cookies]));
    }

    public static EdgeResponse Response(int statusCode = 200, (string, string)[]? headers = null, params string[] setCookies)
    {
        var map = new FieldMap();
        foreach (var (name, value) in headers ?? [])
        {
            map.Add(name, value);
        }

        return new(statusCode, null, map, CookieFields.ParseResponse(setCookies), null);
    }

    public static FunctionResult Run(string code, EdgeRequest? request = null, EdgeResponse? response = null, KeyValueStoreState? store = null)
    {
        var type = response is null ? FunctionEventType.ViewerRequest : FunctionEventType.ViewerResponse;
        var run = new FunctionRun(type, Start, store, new HashSet<string> { "media", "feeds" });
        return FunctionRunner.Run(FunctionProgram.Load("test", code), Event(request, response), run);
    }

    public static FunctionEvent Event(EdgeRequest? request = null, EdgeResponse? response = null) => new()
    {
        Type = response is null ? FunctionEventType.ViewerRequest : FunctionEventType.ViewerResponse,
        DistributionDomainName = "d111111abcdef8.cloudfront.net",
        DistributionId = "E1EXAMPLE",
        RequestId = "request-1",
        ViewerIp = "198.51.100.7",
        Request = request ?? Request(),
        Response = response,
    };

    /// <summary>What the expression gives, through a response body.</summary>
    public static string Evaluate(string expression, string prologue = "", KeyValueStoreState? store = null)
    {
        var result = Run(
            $$"""
            {{prologue}}
            async function handler(event) {
                let result;
                try { result = String({{expression}}); } catch (e) { result = 'threw ' + e; }
                return { statusCode: 200, body: result };
            }
            """,
            store: store);
        return result is ResponseResult response ? System.Text.Encoding.UTF8.GetString(response.Response.Body!) : result.ToString();
    }

    public static KeyValueStoreState Store(params (string Key, string Value)[] pairs)
    {
        var store = new KeyValueStoreState("11111111-2222-3333-4444-555555555555", "arn:aws:cloudfront::000000000000:key-value-store/11111111-2222-3333-4444-555555555555", TimeSpan.Zero, TimeProvider.System);
        if (pairs.Length > 0)
        {
            store.Update(store.Current.ETag, [.. pairs.Select(pair => new KeyValueEntry(pair.Key, pair.Value))], []);
        }

        return store;
    }

    public static EdgeRequest Passed(this FunctionResult result) =>
        result is FailureResult failure ? throw new Xunit.Sdk.XunitException(failure.Message) : Assert.IsType<RequestResult>(result).Request;

    public static EdgeResponse GetResponse(this FunctionResult result) =>
        result is FailureResult failure ? throw new Xunit.Sdk.XunitException(failure.Message) : Assert.IsType<ResponseResult>(result).Response;

    public static FailureResult Failed(this FunctionResult result, FunctionFailure kind)
    {
        var failure = Assert.IsType<FailureResult>(result);
        Assert.Equal(kind, failure.Kind);
        return failure;
    }
}
