using Podcast.LocalAws.CloudFront.Functions.Events;
using static Podcast.Tests.Unit.LocalAws.CloudFront.Functions.FunctionHarness;

namespace Podcast.Tests.Unit.LocalAws.CloudFront.Functions;

public sealed class CloudFrontModuleTests
{
    private const string Import = "import cf from 'cloudfront';";

    [Theory]
    [InlineData("await cf.kvs().get('a')", "one")]
    [InlineData("await cf.kvs('11111111-2222-3333-4444-555555555555').get('a')", "one")]
    [InlineData("(await cf.kvs().get('json', { format: 'json' })).b", "2")]
    [InlineData("(await cf.kvs().get('a', { format: 'bytes' })).toString('hex')", "6f6e65")]
    [InlineData("await cf.kvs().get('missing')", "threw Error: KeyNotFound")]
    [InlineData("await cf.kvs().get('a', { format: 'xml' })", "threw TypeError: format \"xml\" is not supported")]
    [InlineData("await cf.kvs().get('a', { format: 'json' })", "threw SyntaxError")]
    [InlineData("await cf.kvs().get(1)", "threw TypeError: key must be a string")]
    [InlineData("await cf.kvs().exists('a')", "true")]
    [InlineData("await cf.kvs().exists('missing')", "false")]
    [InlineData("(await cf.kvs().meta()).keyCount", "2")]
    [InlineData("/^\\d{4}-\\d\\d-\\d\\dT.*Z$/.test((await cf.kvs().meta()).lastUpdatedDateTime)", "true")]
    [InlineData("typeof cf.kvs().count", "undefined")]
    [InlineData("cf.kvs('99999999-2222-3333-4444-555555555555')", "threw Error: KeyValueStore \"99999999-2222-3333-4444-555555555555\" is not associated with the function")]
    public void Kvs_Call_BehavesAsTheHelper(string expression, string expected) =>
        Assert.StartsWith(expected, Evaluate(expression, Import, Store(("a", "one"), ("json", """{"b":2}"""))), StringComparison.Ordinal);

    [Fact]
    public void Kvs_NoAssociatedStore_FailsTheLoad()
    {
        var failure = Run(Import + " const store = cf.kvs(); function handler(event) { return event.request; }").Failed(FunctionFailure.Execution);

        Assert.Contains("not associated", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EdgeLocation_ByEventType_IsSetOrEmpty()
    {
        Assert.Equal("IAD", Evaluate("cf.edgeLocation.name", Import));
        var log = Run(Import + " function handler(event) { console.log(cf.edgeLocation); return event.response; }", response: Response()).Logs;
        Assert.Equal(["{}"], log);
    }

    [Fact]
    public void SelectRequestOriginById_KnownOrigin_IsSelected()
    {
        var result = Assert.IsType<RequestResult>(Run(Import + " function handler(event) { cf.selectRequestOriginById('feeds', { hostHeader: 'a.example' }); return event.request; }"));

        Assert.Equal(new OriginChange { OriginId = "feeds", HostHeader = "a.example" }, result.Origin);
    }

    [Theory]
    [InlineData("cf.selectRequestOriginById('unknown')", "Error: The distribution has no origin with the id \"unknown\"")]
    [InlineData("cf.selectRequestOriginById()", "TypeError: originId must be a string")]
    [InlineData("cf.selectRequestOriginById('feeds', { domainName: 'x' })", "TypeError: domainName is not a known property")]
    [InlineData("cf.updateRequestOrigin({ domainName: 'a:80' })", "TypeError: domainName must be a host name")]
    [InlineData("cf.updateRequestOrigin({ originPath: 'x/' })", "TypeError: originPath must begin with a slash")]
    [InlineData("cf.updateRequestOrigin({ customHeaders: { Host: 'x' } })", "TypeError: customHeaders.Host is not allowed")]
    [InlineData("cf.updateRequestOrigin({ connectionAttempts: 4 })", "TypeError: connectionAttempts must be 1 to 3")]
    [InlineData("cf.updateRequestOrigin({ timeouts: { readTimeout: 121 } })", "TypeError: timeouts.readTimeout must be 1 to 120")]
    [InlineData("cf.updateRequestOrigin({ originAccessControlConfig: { signingBehavior: 'always' } })", "TypeError: originAccessControlConfig.enabled is required")]
    [InlineData("cf.updateRequestOrigin({ unknown: 1 })", "TypeError: unknown is not a known property")]
    [InlineData("cf.distributionTenant", "TypeError: The module distributionTenant is not available")]
    public void OriginHelper_WrongArgument_Throws(string expression, string expected) =>
        Assert.StartsWith("threw " + expected, Evaluate(expression, Import), StringComparison.Ordinal);

    [Fact]
    public void UpdateRequestOrigin_AllProperties_AreRead()
    {
        var result = Assert.IsType<RequestResult>(Run(Import + """
            function handler(event) {
                cf.updateRequestOrigin({
                    domainName: 'origin.example', hostHeader: 'host.example', originPath: '/path', customHeaders: { 'x-a': '1' },
                    connectionAttempts: 2, timeouts: { readTimeout: 5, connectionTimeout: 2 },
                    customOriginConfig: { port: 8443, protocol: 'https', sslProtocols: ['TLSv1.2'] },
                    originAccessControlConfig: { enabled: true, signingBehavior: 'always', signingProtocol: 'sigv4', originType: 'lambda', region: 'eu-west-1' },
                });
                return event.request;
            }
            """));

        var origin = result.Origin!;
        Assert.Equal(("origin.example", "host.example", "/path"), (origin.DomainName, origin.HostHeader, origin.OriginPath));
        Assert.Equal(("https", 8443, TimeSpan.FromSeconds(5)), (origin.Protocol, origin.Port!.Value, origin.ReadTimeout!.Value));
        Assert.Equal("1", origin.CustomHeaders!["x-a"]);
        Assert.Equal(new OriginAccessControlChange(true, "always", "lambda", "eu-west-1"), origin.AccessControl);
    }

    [Fact]
    public void CreateRequestOriginGroup_DocumentedExample_NamesBothOrigins()
    {
        var result = Assert.IsType<RequestResult>(Run(Import + """
            function handler(event) {
                cf.createRequestOriginGroup({
                    originIds: [
                        { originId: 'media', originOverrides: { hostHeader: 'a.example' } },
                        { originId: 'feeds', originOverrides: { hostHeader: 'b.example', sni: 'c.example' } },
                    ],
                    failoverCriteria: { statusCodes: [500, 404] },
                });
                return event.request;
            }
            """));

        var origin = result.Origin!;
        Assert.Equal(("media", "a.example"), (origin.OriginId, origin.HostHeader));
        Assert.Equal(new OriginChange { OriginId = "feeds", HostHeader = "b.example", Sni = "c.example" }, origin.Group!.Secondary);
        Assert.Equal([404, 500], origin.Group.StatusCodes.Order());
    }

    [Fact]
    public void LogCustomData_Repeated_KeepsTheLastEncodedAndCutOff()
    {
        var run = new Podcast.LocalAws.CloudFront.Functions.FunctionRun(FunctionEventType.ViewerRequest, Start, null, new HashSet<string>());
        var program = Podcast.LocalAws.CloudFront.Functions.Program.FunctionProgram.Load(
            "f", Import + " function handler(event) { cf.logCustomData('first'); cf.logCustomData('é '.repeat(300)); return event.request; }");

        Podcast.LocalAws.CloudFront.Functions.FunctionRunner.Run(program, Event(), run);

        Assert.StartsWith("%C3%A9%20%C3%A9", run.CustomData, StringComparison.Ordinal);
        Assert.Equal(800, run.CustomData!.Length);
    }

    [Fact]
    public void OriginHelper_InViewerResponse_Throws()
    {
        var failure = Run(Import + " function handler(event) { cf.selectRequestOriginById('feeds'); return event.response; }", response: Response())
            .Failed(FunctionFailure.Execution);

        Assert.Contains("viewer-request functions only", failure.Message, StringComparison.Ordinal);
    }
}
