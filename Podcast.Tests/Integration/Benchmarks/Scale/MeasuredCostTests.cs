using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Amazon.S3.Model;
using Podcast.Benchmarks.Scale.Model;
using Podcast.LocalAws.Host.Usage;
using Podcast.Tests.Integration.LocalAws.CloudFront;
using Podcast.Tests.Integration.LocalAws.Lambda;
using Podcast.Tests.Testing.Infra;
using static Podcast.Tests.Testing.Benchmarks.CommittedInputs;

namespace Podcast.Tests.Integration.Benchmarks.Scale;

/// <summary>What the simulation says of a month's cost, against the command of docs/cost.md under the load that the simulation assumes.</summary>
public sealed partial class MeasuredCostTests
{
    private const int Subscribers = 4;
    private const int Hours = 12;

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CostOfAMonth_OfTheEdgeAndItsFunctions_IsAsTheCommandMeasures()
    {
        await using var system = await CloudFrontSystem.StartAsync(SynthesizedTemplate.Text);
        using var s3 = system.CreateS3Client();
        await s3.PutObjectAsync(
            new PutObjectRequest { BucketName = system.Stack.Outputs["MediaBucket"], Key = "media/show-0/episode/audio.mp3", ContentBody = "0123456789" }, TestToken);
        foreach (var subscriber in Enumerable.Range(0, Subscribers))
        {
            await SetAsync(system, Token(subscriber), "zzzzzz" + Hash("show-0")[..3] + Hash("show-1")[..3]);
        }

        using var feeds = system.Connect("Feeds");
        var polls = Subscribers * (int)Value.ShowsPerSubscriber * (int)Value.PollsPerFeedAndHour * Hours;
        for (var poll = 0; poll < polls; poll++)
        {
            await PollAsync(system, feeds, $"/{Token(poll % Subscribers)}/feeds/show-{poll / Subscribers % 2}.xml");
        }

        for (var audio = 0; audio < Math.Round(Subscribers * Value.AudioRequestsPerMonth * Hours / 720); audio++)
        {
            using var response = await system.ViewAsync($"/{Token(audio)}/media/show-0/episode/audio.mp3");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        var text = await system.Http.GetStringAsync(new Uri(system.HealthUrl, $"/_localaws/cost?subscribers={Subscribers}"), TestToken);
        var measured = CostEstimate.Of(
            new(TimeSpan.FromHours(Hours), Of(text, "requests at the edge"), Of(text, "runs of the edge function"), Of(text, "reads of the key-value store"), 0, Of(text, "invocations of functions"), 0, 0, 0, 0),
            Subscribers);
        var used = ScaleSimulation.Run(Value with { MonthsOfLapsedSubscribers = 0 }, 1_000, 1).Usage;
        var simulated = (used.EdgeRequests * (Value.EdgeRequestPrice + Value.EdgeFunctionPrice)) + (used.StoreReads * Value.StoreReadPrice) + (used.Invocations * Value.InvocationPrice);
        AssertWithinAFifth((double)measured.Sum(line => line.Dollars), simulated / 1e6);
    }

    private static double Of(string text, string what) => double.Parse(
        Line().Matches(text).Single(line => line.Groups["what"].Value.TrimEnd() == what).Groups["measured"].Value, NumberStyles.Any, CultureInfo.InvariantCulture);

    private static async Task PollAsync(CloudFrontSystem system, FunctionProcess feeds, string target)
    {
        var call = system.ViewAsync(target);
        var got = await feeds.NextAsync(TestToken);
        using var accepted = await feeds.RespondAsync(got.RequestId, """{"statusCode":304}""", TestToken);
        using var response = await call;
        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
    }

    private static async Task SetAsync(CloudFrontSystem system, string token, string entry)
    {
        var path = "/key-value-stores/" + Uri.EscapeDataString(system.Stack.OfType("AWS::CloudFront::KeyValueStore").Single().GetAtt("Arn"));
        using var described = await system.CallAsync("cloudfront-keyvaluestore", HttpMethod.Get, path);
        using var written = await system.CallAsync(
            "cloudfront-keyvaluestore", HttpMethod.Put, $"{path}/keys/{Hash(token)}", $$"""{"Value":"{{entry}}"}""", described.Headers.NonValidated["ETag"].ToString());
        Assert.Equal(HttpStatusCode.OK, written.StatusCode);
    }

    private static string Token(int subscriber) => $"01abcdefghijklmnopqrstuvw{subscriber}";

    private static string Hash(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];

    [GeneratedRegex(@"^(?<what>[^\n]{38}) +(?<measured>[\d.,]+) ->", RegexOptions.Multiline)]
    private static partial Regex Line();
}
