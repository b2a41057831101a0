using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using static Podcast.LocalAws.Template.Specification.PropertyConstraint;

namespace Podcast.LocalAws.Template.Specification;

/// <summary>
/// The required properties and the allowed values of the types that LocalAws makes something of, from the page of each type at
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html. What depends on more than one value, and what a
/// service refuses in words of its own, is a rule of the template check instead.
/// </summary>
internal static class PropertyConstraints
{
    private const string Hyphenated = "[a-zA-Z0-9_-]";

    private static readonly Dictionary<string, TypeConstraints> Types = new(StringComparer.Ordinal)
    {
        ["AWS::DynamoDB::Table"] = new(
            "TableName",
            ["KeySchema"],
            [
                Pattern("TableName", "[a-zA-Z0-9_.-]{3,255}", "3 to 255 letters, digits, underscores, dots and hyphens"),
                OneOf("BillingMode", "PROVISIONED", "PAY_PER_REQUEST"),
                OneOf("TableClass", "STANDARD", "STANDARD_INFREQUENT_ACCESS"),
                OneOf("KeySchema/KeyType", "HASH", "RANGE"),
                OneOf("AttributeDefinitions/AttributeType", "S", "N", "B"),
                OneOf("StreamSpecification/StreamViewType", "KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"),
                Pattern("GlobalSecondaryIndexes/IndexName", "[a-zA-Z0-9_.-]{3,255}", "3 to 255 letters, digits, underscores, dots and hyphens"),
                OneOf("GlobalSecondaryIndexes/KeySchema/KeyType", "HASH", "RANGE"),
                OneOf("GlobalSecondaryIndexes/Projection/ProjectionType", "ALL", "KEYS_ONLY", "INCLUDE"),
                Range("PointInTimeRecoverySpecification/RecoveryPeriodInDays", 1, 35),
            ]),
        ["AWS::S3::Bucket"] = new(
            "BucketName",
            [],
            [
                new("BucketName", name => BucketNames.IsValid(name) ? null : "pattern", BucketNames.Allowed),
                OneOf("VersioningConfiguration/Status", "Enabled", "Suspended"),
                OneOf("LifecycleConfiguration/Rules/Status", "Enabled", "Disabled"),
                OneOf("OwnershipControls/Rules/ObjectOwnership", "BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"),
            ]),
        ["AWS::S3::BucketPolicy"] = new(null, ["Bucket", "PolicyDocument"], []),
        ["AWS::SQS::Queue"] = new(
            "QueueName",
            [],
            [
                Pattern("QueueName", $$"""{{Hyphenated}}{1,80}|{{Hyphenated}}{1,75}\.fifo""", "1 to 80 letters, digits, underscores and hyphens, with .fifo at the end of a FIFO queue's"),
                Range("VisibilityTimeout", 0, 43_200),
                Range("DelaySeconds", 0, 900),
                Range("MessageRetentionPeriod", 60, 1_209_600),
                Range("MaximumMessageSize", 1024, 1_048_576),
                Range("ReceiveMessageWaitTimeSeconds", 0, 20),
                Range("KmsDataKeyReusePeriodSeconds", 60, 86_400),
            ]),
        ["AWS::SQS::QueuePolicy"] = new(null, ["Queues", "PolicyDocument"], []),
        ["AWS::SNS::Topic"] = new(
            "TopicName", [], [Pattern("TopicName", $$"""{{Hyphenated}}{1,256}|{{Hyphenated}}{1,251}\.fifo""", "1 to 256 letters, digits, underscores and hyphens")]),
        ["AWS::SNS::Subscription"] = new(
            null,
            ["Protocol", "TopicArn"],
            [OneOf("Protocol", "http", "https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose")]),
        ["AWS::Lambda::Function"] = new(
            "FunctionName",
            ["Code", "Role"],
            [
                Pattern("FunctionName", $$"""{{Hyphenated}}{1,64}""", "1 to 64 letters, digits, underscores and hyphens"),
                OneOf("Architectures", "x86_64", "arm64"),
                OneOf("PackageType", "Zip", "Image"),
                OneOf("TracingConfig/Mode", "Active", "PassThrough"),
                OneOf("LoggingConfig/LogFormat", "Text", "JSON"),
                OneOf("LoggingConfig/ApplicationLogLevel", "TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"),
                OneOf("LoggingConfig/SystemLogLevel", "DEBUG", "INFO", "WARN"),
                Range("EphemeralStorage/Size", 512, 10_240),
                Range("ReservedConcurrentExecutions", 0, int.MaxValue),
            ]),
        ["AWS::Lambda::EventSourceMapping"] = new(
            null,
            ["FunctionName"],
            [
                Range("BatchSize", 1, 10_000),
                Range("MaximumBatchingWindowInSeconds", 0, 300),
                Range("MaximumRetryAttempts", -1, 10_000),
                Range("MaximumRecordAgeInSeconds", -1, 604_800),
                Range("ParallelizationFactor", 1, 10),
                Range("TumblingWindowInSeconds", 0, 900),
                OneOf("StartingPosition", "TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"),
                OneOf("FunctionResponseTypes", "ReportBatchItemFailures"),
            ]),
        ["AWS::Lambda::EventInvokeConfig"] = new(
            null, ["FunctionName", "Qualifier"], [Range("MaximumEventAgeInSeconds", 60, 21_600), Range("MaximumRetryAttempts", 0, 2)]),
        ["AWS::Lambda::Url"] = new(
            null,
            ["AuthType", "TargetFunctionArn"],
            [OneOf("AuthType", "AWS_IAM", "NONE"), OneOf("InvokeMode", "BUFFERED", "RESPONSE_STREAM"), Range("Cors/MaxAge", 0, 86_400)]),
        ["AWS::Lambda::Permission"] = new(null, ["Action", "FunctionName", "Principal"], [OneOf("FunctionUrlAuthType", "AWS_IAM", "NONE")]),
        ["AWS::IAM::Role"] = new(
            "RoleName",
            ["AssumeRolePolicyDocument"],
            [Pattern("RoleName", @"[\w+=,.@-]{1,64}", "1 to 64 letters, digits and +=,.@_-"), Range("MaxSessionDuration", 3600, 43_200)]),
        ["AWS::IAM::ManagedPolicy"] = new(
            "ManagedPolicyName", ["PolicyDocument"], [Pattern("ManagedPolicyName", @"[\w+=,.@-]{1,128}", "1 to 128 letters, digits and +=,.@_-")]),
        ["AWS::IAM::Policy"] = new(null, ["PolicyName", "PolicyDocument"], [Pattern("PolicyName", @"[\w+=,.@-]{1,128}", "1 to 128 letters, digits and +=,.@_-")]),
        ["AWS::CloudFront::Function"] = new(
            "Name",
            ["FunctionCode", "FunctionConfig", "Name"],
            [
                Pattern("Name", $$"""{{Hyphenated}}{1,64}""", "1 to 64 letters, digits, underscores and hyphens"),
                OneOf("FunctionConfig/Runtime", "cloudfront-js-1.0", "cloudfront-js-2.0"),
            ]),
        ["AWS::CloudFront::KeyValueStore"] = new(
            "Name",
            ["Name"],
            [Pattern("Name", $$"""{{Hyphenated}}{1,64}""", "1 to 64 letters, digits, underscores and hyphens"), OneOf("ImportSource/SourceType", "S3")]),
        ["AWS::CloudFront::Distribution"] = new(
            null,
            ["DistributionConfig"],
            [
                OneOf("DistributionConfig/HttpVersion", "http1.1", "http2", "http3", "http2and3"),
                OneOf("DistributionConfig/PriceClass", "PriceClass_100", "PriceClass_200", "PriceClass_All", "None"),
                OneOf("DistributionConfig/DefaultCacheBehavior/ViewerProtocolPolicy", "allow-all", "https-only", "redirect-to-https"),
                OneOf("DistributionConfig/CacheBehaviors/ViewerProtocolPolicy", "allow-all", "https-only", "redirect-to-https"),
                OneOf("DistributionConfig/Origins/CustomOriginConfig/OriginProtocolPolicy", "http-only", "https-only", "match-viewer"),
                Range("DistributionConfig/Origins/ConnectionAttempts", 1, 3),
                Range("DistributionConfig/Origins/ConnectionTimeout", 1, 10),
            ]),
        ["AWS::CloudFront::OriginAccessControl"] = new(
            null,
            ["OriginAccessControlConfig"],
            [
                OneOf("OriginAccessControlConfig/OriginAccessControlOriginType", "s3", "lambda", "mediastore", "mediapackagev2"),
                OneOf("OriginAccessControlConfig/SigningBehavior", "always", "never", "no-override"),
                OneOf("OriginAccessControlConfig/SigningProtocol", "sigv4"),
            ]),
        ["AWS::Logs::LogGroup"] = new(
            "LogGroupName",
            [],
            [
                Pattern("LogGroupName", @"[.\-_/#A-Za-z0-9]{1,512}", "1 to 512 letters, digits and ._/#-"),
                OneOf("LogGroupClass", "STANDARD", "INFREQUENT_ACCESS", "DELIVERY"),
                OneOf(
                    "RetentionInDays", "1", "3", "5", "7", "14", "30", "60", "90", "120", "150", "180", "365", "400", "545", "731", "1096", "1827", "2192", "2557", "2922", "3288", "3653"),
            ]),
        ["AWS::Events::Rule"] = new(
            "Name",
            [],
            [
                Pattern("Name", @"[.\-_A-Za-z0-9]{1,64}", "1 to 64 letters, digits, dots, underscores and hyphens"),
                OneOf("State", "ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"),
                Range("Targets/RetryPolicy/MaximumEventAgeInSeconds", 60, 86_400),
                Range("Targets/RetryPolicy/MaximumRetryAttempts", 0, 185),
            ]),
        ["AWS::Scheduler::Schedule"] = new(
            "Name",
            ["FlexibleTimeWindow", "ScheduleExpression", "Target"],
            [
                Pattern("Name", "[0-9a-zA-Z_.-]{1,64}", "1 to 64 letters, digits, dots, underscores and hyphens"),
                OneOf("State", "ENABLED", "DISABLED"),
                OneOf("FlexibleTimeWindow/Mode", "OFF", "FLEXIBLE"),
                Range("FlexibleTimeWindow/MaximumWindowInMinutes", 1, 1440),
                Range("Target/RetryPolicy/MaximumEventAgeInSeconds", 60, 86_400),
                Range("Target/RetryPolicy/MaximumRetryAttempts", 0, 185),
            ]),
        ["AWS::CloudWatch::Alarm"] = new(
            "AlarmName",
            ["ComparisonOperator", "EvaluationPeriods"],
            [
                Pattern("AlarmName", @"\S(?:.{0,253}\S)?", "1 to 255 characters without a space at either end"),
                OneOf("Statistic", "SampleCount", "Average", "Sum", "Minimum", "Maximum"),
                Range("EvaluationPeriods", 1, int.MaxValue),
                Range("DatapointsToAlarm", 1, int.MaxValue),
            ]),
        ["AWS::KMS::Key"] = new(null, [], [Range("PendingWindowInDays", 7, 30), Range("RotationPeriodInDays", 90, 2560)]),
        ["AWS::SSM::Parameter"] = new("Name", ["Type", "Value"], [OneOf("Type", "String", "StringList", "SecureString")]),
        ["AWS::MediaConvert::Queue"] = new("Name", [], [OneOf("Status", "ACTIVE", "PAUSED"), OneOf("PricingPlan", "ON_DEMAND", "RESERVED")]),
    };

    /// <summary>The required properties that are not there.</summary>
    public static IEnumerable<string> FindMissing(StackResource resource) =>
        Types.TryGetValue(resource.Type, out var type) ? type.Required.Where(name => resource.Properties[name] is null) : [];

    /// <summary>The values that are not allowed: the place of each, such as <c>#/Targets/0/RetryPolicy</c>, the schema's keyword, and what would be allowed.</summary>
    public static IEnumerable<(string Place, string Keyword, string Allowed)> FindBroken(StackResource resource) =>
        Types.TryGetValue(resource.Type, out var type)
            ? type.Constraints.SelectMany(constraint => Values(resource.Properties, constraint.Path.Split('/'), "#")
                .Select(found => (found.Place, Keyword: constraint.FindBrokenKeyword(found.Value), constraint.Allowed))
                .Where(found => found.Keyword is not null)
                .Select(found => (found.Place, found.Keyword!, found.Allowed)))
            : [];

    /// <summary>The property by which the author names resources of the type; <see langword="null"/> for a type whose names are generated.</summary>
    public static string? NameProperty(string type) => Types.GetValueOrDefault(type)?.Name;

    private static IEnumerable<(string Place, string Value)> Values(JsonNode? node, ReadOnlyMemory<string> path, string place) => node switch
    {
        JsonArray items => items.SelectMany((item, index) => Values(item, path, $"{place}/{index}")),
        JsonObject members when path.Length > 0 => Values(members[path.Span[0]], path[1..], $"{place}/{path.Span[0]}"),
        JsonValue value when path.Length == 0 => [(place, value.ToString())],
        _ => [],
    };

    private sealed record TypeConstraints(string? Name, string[] Required, PropertyConstraint[] Constraints);
}
