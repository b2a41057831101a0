using System.Net;
using System.Net.Http.Json;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;

namespace Podcast.Tests.EndToEnd;

/// <summary>What a developer's shell says for other work has no effect on the system.</summary>
[Collection(AppHostProcessCollection.Name)]
public sealed class InheritedEnvironmentTests
{
    private const string NobodyListens = "http://127.0.0.1:9";

    [Fact]
    public async Task Start_ShellNamesProxiesProfileAndEndpoints_IsHealthy()
    {
        await using var app = await RunningAppHost.StartAsync([], new Dictionary<string, string>
        {
            ["HTTP_PROXY"] = NobodyListens,
            ["http_proxy"] = NobodyListens,
            ["HTTPS_PROXY"] = NobodyListens,
            ["ALL_PROXY"] = NobodyListens,
            ["NO_PROXY"] = "",
            ["AWS_PROFILE"] = "nobody",
            ["AWS_ACCESS_KEY_ID"] = "AKIAOFANOTHERACCOUNT",
            ["AWS_SECRET_ACCESS_KEY"] = "secret",
            ["AWS_SESSION_TOKEN"] = "token",
            ["AWS_ENDPOINT_URL_S3"] = NobodyListens,
            ["AWS_ENDPOINT_URL_DYNAMODB"] = NobodyListens,
            ["AWS_ENDPOINT_URL_SQS"] = NobodyListens,
            ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = "no address",
            // The stream processor refuses this value, which the template does not give it.
            ["KVS_BUDGET_BYTES"] = "plenty",
            ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "",
        });

        Assert.Empty(app.Endpoints["missing"]!.AsArray());
        using var player = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var feed = await player.GetAsync(new Uri(app.Endpoints["feeds"]!["active"]!.GetValue<string>()), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, feed.StatusCode);
        Assert.False(await FailsAsync(app, "StreamProcessor"), "The stream processor reads a variable of the shell.");
        Assert.Equal(0, await app.StopAsync());
    }

    private static async Task<bool> FailsAsync(RunningAppHost app, string handler)
    {
        var name = (await app.ReadFunctionEnvironmentAsync(handler))["AWS_LAMBDA_FUNCTION_NAME"];
        using var lambda = new HttpClient(new SigV4SigningHandler(
            new BasicAWSCredentials(app.Endpoint("accessKeyId"), app.Endpoint("secretAccessKey")),
            RegionEndpoint.GetBySystemName(app.Endpoint("region")),
            "lambda",
            new SocketsHttpHandler { UseProxy = false }));
        using var response = await lambda.PostAsJsonAsync(
            new Uri(new Uri(app.Endpoint("aws")), $"/2015-03-31/functions/{name}/invocations"), new { Records = Array.Empty<object>() }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response.Headers.Contains("X-Amz-Function-Error");
    }
}
