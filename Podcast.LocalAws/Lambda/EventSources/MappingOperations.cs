using System.Globalization;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Lambda.EventSources;

/// <summary>Event source mappings as the API shows and changes them. A mapping that is paused goes on where it was.</summary>
internal sealed class MappingOperations(EventSourceMappings mappings, FunctionRegistry functions, OperatorChanges changes, IQueueSender queues, StackHost host, TimeProvider time)
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    /// <summary>The mappings that a caller asks for, as far as a function and a source restrict them.</summary>
    public IEnumerable<StackResource> Find(string function, string source)
    {
        var only = function.Length == 0 ? null : functions.FindByName(function)?.Configuration.Name ?? function;
        return host.Current.OfType(EventSourceMappingConfiguration.ResourceType)
            .Where(mapping => only is null || functions.FindByName(mapping.Properties["FunctionName"]?.ToString() ?? "")?.Configuration.Name == only)
            .Where(mapping => source.Length == 0 || mapping.Properties["EventSourceArn"]?.ToString() == source)
            .OrderBy(mapping => mapping.PhysicalId, StringComparer.Ordinal);
    }

    /// <exception cref="AwsException">There is no such mapping.</exception>
    public StackResource Require(string id) => host.Current.OfType(EventSourceMappingConfiguration.ResourceType).FirstOrDefault(mapping => mapping.PhysicalId == id)
        ?? throw new AwsException("ResourceNotFoundException", "The resource you requested does not exist.", StatusCodes.Status404NotFound);

    public JsonObject Describe(StackResource resource)
    {
        var mapping = changes.Apply(EventSourceMappingConfiguration.Read(resource));
        var description = new JsonObject
        {
            ["UUID"] = mapping.Id,
            ["EventSourceMappingArn"] = resource.GetAtt("EventSourceMappingArn"),
            ["EventSourceArn"] = mapping.StreamArn,
            ["FunctionArn"] = functions.FindByName(mapping.FunctionName)?.Configuration.Arn ?? mapping.FunctionName,
            ["StartingPosition"] = mapping.FromTrimHorizon ? "TRIM_HORIZON" : "LATEST",
            ["BatchSize"] = mapping.BatchSize,
            ["MaximumBatchingWindowInSeconds"] = (int)mapping.BatchingWindow.TotalSeconds,
            ["ParallelizationFactor"] = 1,
            ["TumblingWindowInSeconds"] = 0,
            ["MaximumRetryAttempts"] = mapping.MaximumRetryAttempts ?? -1,
            ["MaximumRecordAgeInSeconds"] = mapping.MaximumRecordAge is { } age ? (int)age.TotalSeconds : -1,
            ["BisectBatchOnFunctionError"] = mapping.BisectOnError,
            ["FunctionResponseTypes"] = new JsonArray([.. mapping.ReportsItemFailures ? [(JsonNode)"ReportBatchItemFailures"] : Array.Empty<JsonNode>()]),
            ["State"] = mapping.Enabled ? "Enabled" : "Disabled",
            ["StateTransitionReason"] = "User action",
            ["LastProcessingResult"] = mappings.LastResultOf(mapping.Id) ?? "No records processed",
            ["LastModified"] = (mappings.ChangedAt(mapping.Id) ?? _startedAt).ToUnixTimeSeconds(),
        };
        if (mapping.OnFailureDestination is { } destination)
        {
            description["DestinationConfig"] = new JsonObject { ["OnFailure"] = new JsonObject { ["Destination"] = destination } };
        }

        return description;
    }

    /// <returns>The mapping, on its way into its new state.</returns>
    public async Task<JsonObject> UpdateAsync(StackResource resource, JsonObject input, CancellationToken cancellationToken)
    {
        LambdaInput.RequireKnown(
            input, "UpdateEventSourceMapping", "UUID", "FunctionName", "Enabled", "BatchSize", "MaximumBatchingWindowInSeconds", "MaximumRetryAttempts",
            "MaximumRecordAgeInSeconds", "BisectBatchOnFunctionError", "DestinationConfig");
        var described = EventSourceMappingConfiguration.Read(resource);
        var before = changes.Apply(described);
        if (LambdaInput.Text(input, "FunctionName") is { } name && functions.FindByName(name) != functions.FindByName(before.FunctionName))
        {
            throw AwsException.NotImplemented("Lambda", "UpdateEventSourceMapping with another function");
        }

        var changed = before with
        {
            Enabled = LambdaInput.Flag(input, "Enabled") ?? before.Enabled,
            BatchSize = LambdaInput.Number(input, "BatchSize", 1, 10_000) ?? before.BatchSize,
            BatchingWindow = Seconds(LambdaInput.Number(input, "MaximumBatchingWindowInSeconds", 0, 300)) ?? before.BatchingWindow,
            MaximumRetryAttempts = LambdaInput.Number(input, "MaximumRetryAttempts", -1, 10_000) is { } retries ? retries == -1 ? null : retries : before.MaximumRetryAttempts,
            MaximumRecordAge = LambdaInput.Number(input, "MaximumRecordAgeInSeconds", -1, 604_800) is { } age ? age == -1 ? null : RecordAge(age) : before.MaximumRecordAge,
            BisectOnError = LambdaInput.Flag(input, "BisectBatchOnFunctionError") ?? before.BisectOnError,
            OnFailureDestination = (input["DestinationConfig"] as JsonObject)?["OnFailure"]?["Destination"]?.ToString() is { } arn ? Queue(arn) : before.OnFailureDestination,
        };
        changes.Set(described, changed);
        mappings.MarkChanged(changed.Id);
        await host.ApplyAgainAsync(cancellationToken);
        var description = Describe(resource);
        description["State"] = changed.Enabled == before.Enabled ? "Updating" : changed.Enabled ? "Enabling" : "Disabling";
        return description;
    }

    private static TimeSpan? Seconds(int? seconds) => seconds is { } number ? TimeSpan.FromSeconds(number) : null;

    private static TimeSpan RecordAge(int seconds) => seconds >= 60
        ? TimeSpan.FromSeconds(seconds)
        : throw LambdaInput.Invalid(string.Create(CultureInfo.InvariantCulture, $"MaximumRecordAgeInSeconds has to be -1, or 60 to 604800, and not {seconds}."));

    private string Queue(string arn) => queues.Exists(arn) ? arn : throw LambdaInput.Invalid($"The destination ARN {arn} is invalid: there is no such queue.");
}
