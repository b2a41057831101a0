using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.DynamoDBEvents;
using Podcast.Functions.AutoTranscoding;
using Podcast.Functions.EmptyBucket;
using Podcast.Functions.Reconcile;
using Podcast.Functions.SubscriberCleanup;
using Podcast.Functions.TranscodingEvents;

namespace Podcast.Functions.Hosting;

/// <summary>The events and answers of Lambda.</summary>
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyRequest))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
[JsonSerializable(typeof(DynamoDBEvent))]
[JsonSerializable(typeof(StreamsEventResponse))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(CleanupResult))]
[JsonSerializable(typeof(ReconcileResult))]
[JsonSerializable(typeof(TranscodingReport))]
[JsonSerializable(typeof(TranscodingOutcome))]
[JsonSerializable(typeof(CustomResourceResponse))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class FunctionJsonContext : JsonSerializerContext;
