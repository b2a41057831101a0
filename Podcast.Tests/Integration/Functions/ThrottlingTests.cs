using Amazon.Lambda.APIGatewayEvents;
using Podcast.Functions.Domain;
using Podcast.Functions.Hosting;
using Podcast.Functions.Webhooks;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Functions;

/// <summary>While a table throttles, every function with a function URL responds with 503 and Retry-After.</summary>
public sealed class ThrottlingTests(DynamoDBLocalFixture dynamoDB)
{
    private static readonly SubscriberToken Token = SubscriberToken.Create(SigningKey.Create("01", 0));

    [Theory]
    [InlineData("ProvisionedThroughputExceededException")]
    [InlineData("RequestLimitExceeded")]
    [InlineData("ThrottlingException")]
    [InlineData("TransactionConflictException")]
    [InlineData("TransactionInProgressException")]
    public async Task Functions_TableThrottles_Return503WithRetryAfter(string code)
    {
        using var system = await FunctionSystem.CreateAsync(await dynamoDB.GetEndpointAsync());
        system.Disturbed.Error = $$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{code}}","message":"Slow down."}""";
        var headers = new Dictionary<string, string>
        {
            ["content-type"] = "application/json",
            [StripeSignature.Header] = StripeSignature.Sign("a secret of this test", "{}"u8, DateTimeOffset.UtcNow),
            [PodcastHeaders.Token] = Token.Text,
            [PodcastHeaders.Access] = "active",
            [PodcastHeaders.ViewerHost] = "d.example",
            [PodcastHeaders.ForwardedProto] = "https",
        };
        var responses = await Task.WhenAll(
            InvokeAsync(system.NewPublisherApi(), "GET", "/shows/news"),
            InvokeAsync(system.NewPublisherApi(), "POST", "/signing-keys"),
            InvokeAsync(system.NewWebhooks(), "POST", "/webhooks/stripe"),
            InvokeAsync(system.NewFeeds(), "GET", "/feeds/news.xml"),
            InvokeAsync(system.NewEntitlements(), "GET", $"/entitlements/{Token.Hash}/feeds/news.xml"));
        Assert.All(responses, response => Assert.Equal((503, TransientFailures.RetryAfter), (response.StatusCode, response.Headers["retry-after"])));

        Task<APIGatewayHttpApiV2ProxyResponse> InvokeAsync(
            IFunction<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse> function, string method, string path) =>
            FunctionSystem.InvokeAsync(function, method, path, headers, method == "POST" ? "{}" : null);
    }
}
