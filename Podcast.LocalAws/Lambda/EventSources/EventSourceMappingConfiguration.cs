using System.Globalization;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Lambda.EventSources;

/// <summary>
/// A mapping from a DynamoDB stream to a function, with the defaults of
/// https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html.
/// </summary>
/// <param name="Id">The mapping's UUID.</param>
/// <param name="FunctionName">The function's name or ARN.</param>
/// <param name="StreamArn">The stream's ARN in the stack.</param>
/// <param name="Enabled">Whether it polls.</param>
/// <param name="FromTrimHorizon">Whether it starts with the oldest record, not with the next one.</param>
/// <param name="BatchSize">The most records of one invocation.</param>
/// <param name="BatchingWindow">How long records are gathered for a batch.</param>
/// <param name="MaximumRetryAttempts">How often a batch is tried again; <see langword="null"/> until its records expire.</param>
/// <param name="MaximumRecordAge">When a record is given up; <see langword="null"/> when only the stream's retention ends it.</param>
/// <param name="BisectOnError">Whether a failed batch is split.</param>
/// <param name="ReportsItemFailures">Whether the function's response may name the record that failed.</param>
/// <param name="OnFailureDestination">The ARN of the queue that receives discarded batches.</param>
internal sealed record EventSourceMappingConfiguration(
    string Id,
    string FunctionName,
    string StreamArn,
    bool Enabled,
    bool FromTrimHorizon,
    int BatchSize,
    TimeSpan BatchingWindow,
    int? MaximumRetryAttempts,
    TimeSpan? MaximumRecordAge,
    bool BisectOnError,
    bool ReportsItemFailures,
    string? OnFailureDestination)
{
    public const string ResourceType = "AWS::Lambda::EventSourceMapping";

    private const int DefaultBatchSize = 100;

    /// <exception cref="TemplateException">A property has a value that Lambda refuses, or that LocalAws does not implement.</exception>
    public static EventSourceMappingConfiguration Read(StackResource resource)
    {
        var reader = new Reader(resource);
        var source = reader.Text("EventSourceArn") ?? "";
        reader.Require("EventSourceArn", source.Contains(":dynamodb:", StringComparison.Ordinal) && source.Contains("/stream/", StringComparison.Ordinal),
            "LocalAws implements event source mappings of DynamoDB streams only");
        reader.Refuse("FilterCriteria");
        reader.Refuse("TumblingWindowInSeconds");
        reader.Require("ParallelizationFactor", reader.Number("ParallelizationFactor", 1, 10) is null or 1, "LocalAws implements a factor of 1 only");

        var position = reader.Text("StartingPosition");
        reader.Require("StartingPosition", position is "TRIM_HORIZON" or "LATEST", "has to be TRIM_HORIZON or LATEST for a DynamoDB stream");
        var retries = reader.Number("MaximumRetryAttempts", -1, 10_000);
        var age = reader.Number("MaximumRecordAgeInSeconds", -1, 604_800);
        reader.Require("MaximumRecordAgeInSeconds", age is null or -1 or >= 60, "has to be -1, or 60 to 604800");
        return new(
            resource.PhysicalId,
            reader.Text("FunctionName") ?? "",
            source,
            reader.Flag("Enabled", true),
            position == "TRIM_HORIZON",
            reader.Number("BatchSize", 1, 10_000) ?? DefaultBatchSize,
            TimeSpan.FromSeconds(reader.Number("MaximumBatchingWindowInSeconds", 0, 300) ?? 0),
            retries == -1 ? null : retries,
            age is null or -1 ? null : TimeSpan.FromSeconds(age.Value),
            reader.Flag("BisectBatchOnFunctionError", false),
            (resource.Properties["FunctionResponseTypes"] as JsonArray ?? []).Any(type => (string?)type == "ReportBatchItemFailures"),
            (string?)resource.Properties["DestinationConfig"]?["OnFailure"]?["Destination"]);
    }

    private readonly struct Reader(StackResource resource)
    {
        public string? Text(string property) => resource.Properties[property]?.ToString();

        public bool Flag(string property, bool standard) => Text(property) is { } text ? bool.Parse(text) : standard;

        public int? Number(string property, int from, int to)
        {
            if (Text(property) is not { } text)
            {
                return null;
            }

            var isNumber = int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value);
            Require(property, isNumber && value >= from && value <= to, $"has to be {from} to {to}");
            return value;
        }

        public void Refuse(string property) => Require(property, resource.Properties[property] is null, "LocalAws does not implement this property");

        public void Require(string property, bool condition, string reason)
        {
            if (!condition)
            {
                throw new TemplateException($"{resource.LogicalId}.Properties.{property}: {reason}.");
            }
        }
    }
}
