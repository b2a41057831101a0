using System.Globalization;
using System.Text.Json.Nodes;
using Podcast.LocalAws.S3.Cors;
using Podcast.LocalAws.S3.Lifecycle;
using Podcast.LocalAws.S3.Notifications;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.S3.Storage;

/// <summary>Reads AWS::S3::Bucket. See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html.</summary>
internal static class BucketConfigurationReader
{
    /// <exception cref="TemplateException">A property has no meaning.</exception>
    public static BucketConfiguration Read(StackResource bucket)
    {
        var properties = bucket.Properties;
        var notification = properties["NotificationConfiguration"] as JsonObject;
        foreach (var left in (ReadOnlySpan<string>)["QueueConfigurations", "TopicConfigurations"])
        {
            if (Items(notification?[left]).Any())
            {
                throw new TemplateException($"{bucket.LogicalId}.NotificationConfiguration.{left}: LocalAws does not implement this property.");
            }
        }

        return new()
        {
            Versioning = Text(properties["VersioningConfiguration"]?["Status"]) switch
            {
                "" => VersioningStatus.Off,
                "Enabled" => VersioningStatus.Enabled,
                "Suspended" => VersioningStatus.Suspended,
                var other => throw new TemplateException($"{bucket.LogicalId}.VersioningConfiguration.Status has to be Enabled or Suspended, but is {other}."),
            },
            CorsRules = [.. Items(properties["CorsConfiguration"]?["CorsRules"]).Select(ReadCors)],
            AbortUploads = [.. Items(properties["LifecycleConfiguration"]?["Rules"]).Select(ReadAbort).OfType<AbortUploadsRule>()],
            NotifiesEventBridge = IsOn(notification?["EventBridgeConfiguration"]),
            FunctionNotifications = [.. Items(notification?["LambdaConfigurations"]).Select(ReadFunction)],
            Tags = [.. Items(properties["Tags"]).Select(tag => KeyValuePair.Create(Text(tag["Key"]), Text(tag["Value"])))],
        };
    }

    private static CorsRule ReadCors(JsonObject rule) => new()
    {
        Origins = Texts(rule["AllowedOrigins"]),
        Methods = Texts(rule["AllowedMethods"]),
        Headers = Texts(rule["AllowedHeaders"]),
        ExposedHeaders = Texts(rule["ExposedHeaders"]),
        MaxAge = Text(rule["MaxAge"]) is { Length: > 0 } age ? int.Parse(age, CultureInfo.InvariantCulture) : null,
    };

    private static AbortUploadsRule? ReadAbort(JsonObject rule) =>
        Text(rule["Status"]) == "Enabled" && Text(rule["AbortIncompleteMultipartUpload"]?["DaysAfterInitiation"]) is { Length: > 0 } days
            ? new(Text(rule["Prefix"] ?? rule["Filter"]?["Prefix"]), int.Parse(days, CultureInfo.InvariantCulture))
            : null;

    private static FunctionNotification ReadFunction(JsonObject notification)
    {
        var rules = Items(notification["Filter"]?["S3Key"]?["Rules"]).ToArray();
        return new(Text(notification["Event"]), Text(notification["Function"]), Filter("prefix"), Filter("suffix"));

        string Filter(string name) =>
            Text(rules.FirstOrDefault(rule => string.Equals(Text(rule["Name"]), name, StringComparison.OrdinalIgnoreCase))?["Value"]);
    }

    // Its presence is enough; CDK's own way of setting it is a flag.
    private static bool IsOn(JsonNode? node) => node is JsonObject configuration && Text(configuration["EventBridgeEnabled"]) != "false";

    private static IEnumerable<JsonObject> Items(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();

    private static string[] Texts(JsonNode? list) => [.. (list as JsonArray ?? []).Select(Text)];

    private static string Text(JsonNode? node) => (node as JsonValue)?.ToString() ?? "";
}
