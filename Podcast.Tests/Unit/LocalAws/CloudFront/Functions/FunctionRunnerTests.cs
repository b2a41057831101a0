using System.Text;
using CsCheck;
using Podcast.LocalAws.CloudFront.Functions;
using Podcast.LocalAws.CloudFront.Functions.Events;
using Podcast.LocalAws.CloudFront.Functions.Program;
using static Podcast.Tests.Unit.LocalAws.CloudFront.Functions.FunctionHarness;

namespace Podcast.Tests.Unit.LocalAws.CloudFront.Functions;

public sealed class FunctionRunnerTests
{
    private const string Identity = "function handler(event) { return event.request; }";

    [Fact]
    public void Event_ViewerRequest_HasTheDocumentedShape()
    {
        var result = Run(
            "function handler(event) { return { statusCode: 200, body: JSON.stringify(event) }; }",
            Request("/a%20b", "ID=42&x&ID=43", headers: [("accept", "a, b"), ("x-two", "1"), ("x-two", "2")], cookies: "Cookie1=v; c=1"));

        Assert.Equal(
            """{"version":"1.0","context":{"distributionDomainName":"d111111abcdef8.cloudfront.net","distributionId":"E1EXAMPLE","eventType":"viewer-request","requestId":"request-1"},"viewer":{"ip":"198.51.100.7"},"request":{"method":"GET","uri":"/a%20b","querystring":{"ID":{"value":"42","multiValue":[{"value":"42"},{"value":"43"}]},"x":{"value":""}},"headers":{"host":{"value":"d111111abcdef8.cloudfront.net"},"accept":{"value":"a, b"},"x-two":{"value":"1","multiValue":[{"value":"1"},{"value":"2"}]}},"cookies":{"Cookie1":{"value":"v"},"c":{"value":"1"}}}}""",
            Encoding.UTF8.GetString(result.GetResponse().Body!));
    }

    [Theory]
    [InlineData(null, "undefined")]
    [InlineData("", "")]
    [InlineData("b=1&a&b=2", "b=1&a&b=2")]
    public void RawQueryString_Call_ReturnsWhatTheViewerSent(string? query, string expected)
    {
        var result = Run("function handler(event) { return { statusCode: 200, body: String(event.request.rawQueryString()) }; }", Request(query: query));

        Assert.Equal(expected, Encoding.UTF8.GetString(result.GetResponse().Body!));
    }

    [Fact]
    public void Request_Untouched_KeepsQueryOrderAndSpelling() =>
        Assert.Equal("b=1&a&b=2", Run(Identity, Request(query: "b=1&a&b=2")).Passed().RawQuery);

    [Fact]
    public void Request_Changed_IsAppliedBack()
    {
        var request = Run(
            """
            async function handler(event) {
                const request = event.request;
                request.uri = request.uri + 'index.html';
                request.querystring.b = { value: '2' };
                request.headers['x-added'] = { value: 'yes' };
                delete request.headers.accept;
                request.cookies = { only: { value: 'one' } };
                return request;
            }
            """,
            Request("/shop/", "a=1", headers: [("accept", "*/*")], cookies: "c=1")).Passed();

        Assert.Equal("/shop/index.html", request.Uri);
        Assert.Equal("a=1&b=2", request.RawQuery);
        Assert.Equal("yes", request.Headers["x-added"]);
        Assert.Null(request.Headers["accept"]);
        Assert.Equal("only=one", CookieFields.FormatRequest(request.Cookies));
    }

    [Theory]
    [InlineData("q.a.value = '9';", "a=9&a=2")]
    [InlineData("q.a.value = '9'; q.a.multiValue = [{ value: '3' }, { value: '4' }];", "a=3&a=4")]
    [InlineData("q.a.multiValue.push({ value: '3' });", "a=1&a=2&a=3")]
    [InlineData("delete q.a.multiValue;", "a=1")]
    [InlineData("q.a = { value: '5' };", "a=5")]
    public void MultiValue_Changed_FollowsTheRule(string change, string expected)
    {
        var code = "function handler(event) { const q = event.request.querystring; " + change + " return event.request; }";

        Assert.Equal(expected, Run(code, Request(query: "a=1&a=2")).Passed().RawQuery);
    }

    [Fact]
    public void QueryString_ReplacedByAString_IsTakenAsIs() =>
        Assert.Equal("z=1&a=%20", Run("function handler(event) { event.request.querystring = 'z=1&a=%20'; return event.request; }").Passed().RawQuery);

    [Fact]
    public void Response_FromViewerRequest_IsComplete()
    {
        var response = Run(
            """
            function handler(event) {
                return {
                    statusCode: 302,
                    statusDescription: 'Found',
                    headers: { location: { value: 'https://example.com/' + event.request.uri.slice(1) } },
                    cookies: { id: { value: '1', attributes: 'Secure; Path=/', multiValue: [{ value: '1', attributes: 'Secure; Path=/' }, { value: '2' }] } },
                    body: { encoding: 'base64', data: 'aGk=' },
                };
            }
            """).GetResponse();

        Assert.Equal(302, response.StatusCode);
        Assert.Equal("Found", response.StatusDescription);
        Assert.Equal("https://example.com/index.html", response.Headers["location"]);
        Assert.Equal(["id=1; Secure; Path=/", "id=2"], CookieFields.FormatResponse(response.Cookies));
        Assert.Equal("hi", Encoding.UTF8.GetString(response.Body!));
    }

    [Fact]
    public void Response_OfViewerResponse_IsChanged()
    {
        var response = Run(
            """
            function handler(event) {
                const response = event.response;
                response.headers['strict-transport-security'] = { value: 'max-age=63072000' };
                delete response.headers.server;
                response.cookies.id.attributes += '; HttpOnly';
                return response;
            }
            """,
            response: Response(200, [("server", "x"), ("etag", "\"1\"")], "id=1; Secure")).GetResponse();

        Assert.Null(response.Headers["server"]);
        Assert.Equal("\"1\"", response.Headers["etag"]);
        Assert.Equal("max-age=63072000", response.Headers["strict-transport-security"]);
        Assert.Equal(["id=1; Secure; HttpOnly"], CookieFields.FormatResponse(response.Cookies));
        Assert.Null(response.Body);
    }

    [Theory]
    [InlineData("return event;")]
    [InlineData("return undefined;")]
    [InlineData("return 'x';")]
    [InlineData("return [];")]
    [InlineData("request.method = 'POST'; return request;")]
    [InlineData("request.uri = 'no-slash'; return request;")]
    [InlineData("delete request.uri; return request;")]
    [InlineData("request.uri = '/' + 'x'.repeat(8191); return request;")]
    [InlineData("request.querystring = 'a=b c'; return request;")]
    [InlineData("request.querystring = { a: { value: '#' } }; return request;")]
    [InlineData("request.querystring = { a: 'text' }; return request;")]
    [InlineData("request.headers.host.value = 'other'; return request;")]
    [InlineData("delete request.headers.host; return request;")]
    [InlineData("request.headers.via = { value: '1.1 x' }; return request;")]
    [InlineData("request.headers['content-length'] = { value: '1' }; return request;")]
    [InlineData("request.headers['x-edge-location'] = { value: 'x' }; return request;")]
    [InlineData("request.headers['x-amz-cf-id'] = { value: 'x' }; return request;")]
    [InlineData("request.headers.connection = { value: 'close' }; return request;")]
    [InlineData("request.headers['X-Upper'] = { value: 'x' }; return request;")]
    [InlineData("request.headers['x-number'] = { value: 1 }; return request;")]
    [InlineData("request.headers['x-none'] = {}; return request;")]
    [InlineData("request.headers['x-line'] = { value: 'a\\nb' }; return request;")]
    [InlineData("return { statusCode: '200' };")]
    [InlineData("return { statusCode: 99 };")]
    [InlineData("return { statusCode: 200.5 };")]
    [InlineData("return { statusCode: 200, statusDescription: 1 };")]
    [InlineData("return { statusCode: 200, headers: { via: { value: 'x' } } };")]
    [InlineData("return { statusCode: 200, headers: { 'x-cache': { value: 'Hit' } } };")]
    [InlineData("return { statusCode: 200, body: { encoding: 'hex', data: '00' } };")]
    [InlineData("return { statusCode: 200, body: { encoding: 'base64', data: '!' } };")]
    [InlineData("return { statusCode: 200, body: 1 };")]
    public void Result_NotAllowed_FailsValidation(string code) =>
        Run("function handler(event) { const request = event.request; " + code + " }").Failed(FunctionFailure.Validation);

    [Theory]
    [InlineData("return event.request;")]
    [InlineData("event.response.headers.warning = { value: 'x' }; return event.response;")]
    [InlineData("delete event.response.headers.via; return event.response;")]
    public void ViewerResponse_NotAllowed_FailsValidation(string code) =>
        Run("function handler(event) { " + code + " }", response: Response(200, [("via", "1.1 origin")])).Failed(FunctionFailure.Validation);

    [Theory]
    [InlineData("function handler(event) { throw new Error('boom'); }", "boom")]
    [InlineData("async function handler(event) { throw new Error('later'); }", "later")]
    [InlineData("async function handler(event) { await new Promise(function () {}); }", "never settles")]
    [InlineData("function handler(event) { return [1].flat(); }", "flat")]
    [InlineData("function handler(event) { return missing; }", "missing")]
    [InlineData("var a = 1;", "no function handler")]
    [InlineData("throw new Error('at load'); function handler(event) {}", "at load")]
    [InlineData("function handler(event) { while (true) {} }", "limit")]
    [InlineData("function handler(event) { const a = []; for (;;) { a.push('x'.repeat(100000) + a.length); } }", "limit")]
    [InlineData("function f() { f(); } function handler(event) { f(); }", "")]
    public void Run_ThatFails_IsAnExecutionError(string code, string reason) =>
        Assert.Contains(reason, Run(code).Failed(FunctionFailure.Execution).Message, StringComparison.Ordinal);

    [Fact]
    public void Run_Repeatedly_SharesNothing()
    {
        var program = FunctionProgram.Load("f", """
            var count = 0;
            function handler(event) {
                count++;
                String.prototype.leak = (String.prototype.leak || 0) + 1;
                globalThis.counter = (globalThis.counter || 0) + 1;
                return { statusCode: 200, body: '' + count + ''.leak + counter };
            }
            """);
        Parallel.For(0, 200, _ =>
        {
            var run = new FunctionRun(FunctionEventType.ViewerRequest, Start, null, new HashSet<string>());
            var body = FunctionRunner.Run(program, Event(), run).GetResponse().Body!;
            Assert.Equal("111", Encoding.UTF8.GetString(body));
        });
    }

    [Fact]
    public void Fields_OfAnyContent_SurviveTheRoundTrip()
    {
        var name = Gen.Char["abcXYZ019-_.~%"].Array[1, 8].Select(characters => new string(characters));
        var value = Gen.Char["abcXYZ019-_.~%+=/:"].Array[0, 12].Select(characters => new string(characters));
        var pairs = Gen.Select(name, value).List[0, 6];
        // Not __proto__, which a plain object cannot hold.
        Gen.Select(pairs, pairs).Sample((query, cookies) =>
        {
            var rawQuery = query.Count == 0 ? null : string.Join('&', query.Select(pair => $"{pair.Item1}={pair.Item2}"));
            var headers = query.Select(pair => (Header(pair.Item1), pair.Item2)).ToArray();
            var request = Request("/", rawQuery, headers: headers, cookies: string.Join("; ", cookies.Select(pair => $"{pair.Item1}={pair.Item2}")));

            var passed = Run(Identity, request).Passed();

            return passed.RawQuery == rawQuery && passed.Headers.SameAs(request.Headers) && passed.Cookies.SameAs(request.Cookies);
        }, iter: 300);

        static string Header(string name) => "x-" + string.Concat(name.ToLowerInvariant().Where(c => c != '%'));
    }

    [Fact]
    public void Query_ChangedAndFormatted_ParsesToTheSameFields()
    {
        var token = Gen.Char["abc019-_.~%+"].Array[1, 8].Select(characters => new string(characters));
        Gen.Select(token, token).List[1, 8].Sample(pairs =>
        {
            var fields = new FieldMap();
            pairs.ForEach(pair => fields.Add(pair.Item1, pair.Item2));
            return QueryFields.Parse(QueryFields.Format(fields)).SameAs(fields);
        });
    }
}
