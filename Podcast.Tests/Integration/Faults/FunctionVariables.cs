using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Amazon;
using Microsoft.Extensions.Logging.Abstractions;
using Podcast.Functions.AutoTranscoding;
using Podcast.Functions.EmptyBucket;
using Podcast.Functions.Entitlements;
using Podcast.Functions.Feeds;
using Podcast.Functions.Hosting;
using Podcast.Functions.PublisherApi;
using Podcast.Functions.Reconcile;
using Podcast.Functions.StreamProcessor;
using Podcast.Functions.SubscriberCleanup;
using Podcast.Functions.TranscodingEvents;
using Podcast.Functions.Webhooks;
using Podcast.LocalAws.Template;

namespace Podcast.Tests.Integration.Faults;

/// <summary>Makes each function with the environment that the template gives it, as its first event does, and keeps what it says of a lack.</summary>
internal sealed class FunctionVariables
{
    private static readonly Dictionary<string, Func<FunctionEnvironment, object>> Functions = new()
    {
        ["PublisherApi"] = environment => PublisherApiFunction.Create(environment, NullLoggerFactory.Instance, TimeProvider.System),
        ["Webhooks"] = environment => WebhooksFunction.Create(environment, NullLoggerFactory.Instance, TimeProvider.System),
        ["StreamProcessor"] = environment => StreamProcessorFunction.Create(environment, NullLoggerFactory.Instance, TimeProvider.System),
        ["Reconcile"] = environment => ReconcileFunction.Create(environment, NullLoggerFactory.Instance, TimeProvider.System),
        ["SubscriberCleanup"] = environment => SubscriberCleanupFunction.Create(environment, NullLoggerFactory.Instance, TimeProvider.System),
        ["Entitlements"] = environment => EntitlementsFunction.Create(environment, NullLoggerFactory.Instance, TimeProvider.System),
        ["Feeds"] = environment => FeedsFunction.Create(environment, TimeProvider.System),
        ["AutoTranscoding"] = environment => AutoTranscodingFunction.Create(environment, NullLoggerFactory.Instance, TimeProvider.System),
        ["TranscodingEvents"] = environment => TranscodingEventsFunction.Create(environment, NullLoggerFactory.Instance, TimeProvider.System),
        ["EmptyBucket"] = _ => EmptyBucketFunction.Create(NullLoggerFactory.Instance, TimeProvider.System),
    };

    // Most mutants leave the environments as they are.
    private readonly ConcurrentDictionary<string, string?> _told = new();

    // What Lambda itself puts into the environment; the clients are made, and call nobody.
    static FunctionVariables() => AWSConfigs.AWSRegion ??= "us-east-1";

    public IEnumerable<string> Missing(Stack stack) => stack.OfType("AWS::Lambda::Function").Select(Missing).OfType<string>();

    private string? Missing(StackResource function)
    {
        var handler = function.Properties["Handler"]?.ToString() ?? "";
        var variables = function.Properties["Environment"]?["Variables"] as JsonObject ?? [];
        return _told.GetOrAdd($"{handler} {variables.ToJsonString()}", _ => Create(handler, name => variables[name]?.ToString()));
    }

    private static string? Create(string handler, Func<string, string?> read)
    {
        try
        {
            _ = Functions[handler](new(read));
            return null;
        }
        catch (FunctionConfigurationException lack)
        {
            return $"{handler}: {lack.Message}";
        }
    }
}
