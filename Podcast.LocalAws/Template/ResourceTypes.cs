using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Template;

/// <summary>
/// The return values of the resource types that this system uses or is about to use, from the "Return values" section of each type's page at
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html. Where the page leaves
/// Ref open, it is the primary identifier of the type's schema.
/// </summary>
internal static class ResourceTypes
{
    // Deterministic, and a valid stream label.
    private const string StreamLabel = "2024-01-01T00:00:00.000";

    private static readonly ResourceType Unknown = Type(r => r.Stack.GenerateName(r.LogicalId, 128));

    private static readonly Dictionary<string, ResourceType> Types = new(StringComparer.Ordinal)
    {
        ["AWS::DynamoDB::Table"] = Type(
            r => r.Name("TableName", 255),
            ("Arn", r => r.Stack.Arns.Table(r.PhysicalId)),
            ("StreamArn", r => r.Stack.Arns.Stream(r.PhysicalId, StreamLabel))),
        ["AWS::S3::Bucket"] = Type(
            r => r.Property("BucketName") ?? BucketName(r),
            ("Arn", r => AwsArns.Bucket(r.PhysicalId)),
            ("DomainName", r => $"{r.PhysicalId}.s3.amazonaws.com"),
            ("RegionalDomainName", r => $"{r.PhysicalId}.s3.{r.Stack.Region}.amazonaws.com"),
            ("DualStackDomainName", r => $"{r.PhysicalId}.s3.dualstack.{r.Stack.Region}.amazonaws.com"),
            ("WebsiteURL", r => $"http://{r.PhysicalId}.s3-website-{r.Stack.Region}.amazonaws.com")),
        ["AWS::Lambda::Function"] = Type(
            r => r.Name("FunctionName", 64),
            ("Arn", r => r.Stack.Arns.Function(r.PhysicalId))),
        ["AWS::Lambda::Version"] = Type(
            r => $"{FunctionArn(r, "FunctionName")}:1",
            ("FunctionArn", r => r.PhysicalId),
            ("Version", _ => "1")),
        ["AWS::Lambda::Alias"] = Type(
            r => $"{FunctionArn(r, "FunctionName")}:{r.Property("Name")}",
            ("AliasArn", r => r.PhysicalId)),
        ["AWS::Lambda::Url"] = Type(
            r => FunctionArn(r, "TargetFunctionArn"),
            ("FunctionArn", r => r.PhysicalId),
            ("FunctionUrl", r => $"https://{FunctionUrlId(r.Stack, r.LogicalId)}.lambda-url.{r.Stack.Region}.on.aws/")),
        ["AWS::Lambda::EventSourceMapping"] = Type(
            r => r.Stack.Uuid(r.LogicalId),
            ("Id", r => r.PhysicalId),
            ("EventSourceMappingArn", r => r.Stack.Arns.Regional("lambda", $"event-source-mapping:{r.PhysicalId}"))),
        ["AWS::Lambda::Permission"] = Type(r => r.Stack.GenerateName(r.LogicalId, 100), ("Id", r => r.PhysicalId)),
        ["AWS::Lambda::EventInvokeConfig"] = Type(r => $"{r.Property("FunctionName")}|{r.Property("Qualifier")}"),
        ["AWS::IAM::Role"] = Type(
            r => r.Name("RoleName", 64),
            ("Arn", r => r.Stack.Arns.Global("iam", $"role{r.Property("Path") ?? "/"}{r.PhysicalId}")),
            ("RoleId", r => "AROA" + r.Stack.UpperId(r.LogicalId, 17))),
        ["AWS::IAM::User"] = Type(
            r => r.Name("UserName", 64),
            ("Arn", r => r.Stack.Arns.Global("iam", $"user{r.Property("Path") ?? "/"}{r.PhysicalId}"))),
        ["AWS::IAM::ManagedPolicy"] = Type(
            r => r.Stack.Arns.Global("iam", $"policy/{r.Name("ManagedPolicyName", 128)}"),
            ("PolicyArn", r => r.PhysicalId)),
        ["AWS::CloudFront::Distribution"] = Type(
            r => "E" + r.Stack.UpperId(r.LogicalId, 13),
            ("Id", r => r.PhysicalId),
            ("DomainName", r => $"d{r.Stack.LowerId(r.LogicalId, 13)}.cloudfront.net")),
        ["AWS::CloudFront::Function"] = Type(
            r => r.Stack.Arns.EdgeFunction(r.Name("Name", 64)),
            ("FunctionARN", r => r.PhysicalId),
            ("FunctionMetadata.FunctionARN", r => r.PhysicalId),
            ("Stage", r => r.Property("AutoPublish") == "true" ? "LIVE" : "DEVELOPMENT")),
        ["AWS::CloudFront::KeyValueStore"] = Type(
            r => r.Name("Name", 64),
            ("Arn", r => r.Stack.Arns.KeyValueStore(r.Stack.Uuid(r.LogicalId))),
            ("Id", r => r.Stack.Uuid(r.LogicalId)),
            ("Status", _ => "READY")),
        ["AWS::CloudFront::OriginAccessControl"] = Type(r => "E" + r.Stack.UpperId(r.LogicalId, 13), ("Id", r => r.PhysicalId)),
        ["AWS::CloudFront::CachePolicy"] = Policy(),
        ["AWS::CloudFront::OriginRequestPolicy"] = Policy(),
        ["AWS::CloudFront::ResponseHeadersPolicy"] = Policy(),
        ["AWS::SQS::Queue"] = Type(
            r => $"https://sqs.{r.Stack.Region}.amazonaws.com/{r.Stack.AccountId}/{QueueName(r)}",
            ("Arn", r => r.Stack.Arns.Queue(QueueName(r))),
            ("QueueName", QueueName),
            ("QueueUrl", r => r.PhysicalId)),
        ["AWS::SQS::QueuePolicy"] = Type(r => r.Stack.GenerateName(r.LogicalId, 100), ("Id", r => r.PhysicalId)),
        ["AWS::S3::BucketPolicy"] = Type(r => r.Property("Bucket") ?? ""),
        ["AWS::SNS::Topic"] = Type(
            r => r.Stack.Arns.Regional("sns", r.Name("TopicName", 256)),
            ("TopicArn", r => r.PhysicalId),
            ("TopicName", r => r.Name("TopicName", 256))),
        ["AWS::KMS::Key"] = Type(
            r => r.Stack.Uuid(r.LogicalId),
            ("KeyId", r => r.PhysicalId),
            ("Arn", r => r.Stack.Arns.Key(r.PhysicalId))),
        ["AWS::KMS::Alias"] = Type(r => r.Property("AliasName") ?? r.LogicalId),
        ["AWS::Logs::LogGroup"] = Type(
            r => r.Name("LogGroupName", 512),
            ("Arn", r => r.Stack.Arns.LogGroup(r.PhysicalId) + ":*")),
        ["AWS::Events::EventBus"] = Type(
            r => r.Name("Name", 256),
            ("Name", r => r.PhysicalId),
            ("Arn", r => r.Stack.Arns.EventBus(r.PhysicalId))),
        // On a bus of one's own, Ref is {bus}|{rule} and the ARN has the bus's name as well.
        ["AWS::Events::Rule"] = Type(
            r => RuleBus(r) is { } bus ? $"{bus}|{r.Name("Name", 64)}" : r.Name("Name", 64),
            ("Arn", r => r.Stack.Arns.Regional("events", $"rule/{r.PhysicalId.Replace('|', '/')}"))),
        ["AWS::Scheduler::Schedule"] = Type(
            r => r.Name("Name", 64),
            ("Arn", r => r.Stack.Arns.Schedule(r.Property("GroupName") ?? "default", r.PhysicalId))),
        ["AWS::Scheduler::ScheduleGroup"] = Type(
            r => r.Name("Name", 64),
            ("Arn", r => r.Stack.Arns.ScheduleGroup(r.PhysicalId))),
        ["AWS::CloudWatch::Alarm"] = Type(
            r => r.Name("AlarmName", 255),
            ("Arn", r => r.Stack.Arns.Regional("cloudwatch", $"alarm:{r.PhysicalId}"))),
        ["AWS::Logs::DeliverySource"] = Type(
            r => r.Property("Name") ?? "",
            ("Arn", r => r.Stack.Arns.Regional("logs", $"delivery-source:{r.PhysicalId}"))),
        ["AWS::Logs::DeliveryDestination"] = Type(
            r => r.Property("Name") ?? "",
            ("Arn", r => r.Stack.Arns.Regional("logs", $"delivery-destination:{r.PhysicalId}"))),
        ["AWS::Logs::Delivery"] = Type(
            r => r.Stack.UpperId(r.LogicalId, 16),
            ("DeliveryId", r => r.PhysicalId),
            ("Arn", r => r.Stack.Arns.Regional("logs", $"delivery:{r.PhysicalId}"))),
        ["AWS::SSM::Parameter"] = Type(
            r => r.Name("Name", 1011),
            ("Type", r => r.Property("Type") ?? ""),
            ("Value", r => r.Property("Value") ?? "")),
        ["AWS::MediaConvert::Queue"] = Type(
            r => r.Name("Name", 80),
            ("Name", r => r.PhysicalId),
            ("Arn", r => r.Stack.Arns.MediaConvertQueue(r.PhysicalId))),
        // Attached to what they name; the id says nothing.
        ["AWS::IAM::Policy"] = Named("PolicyName"),
        ["AWS::SNS::TopicPolicy"] = Named(),
        ["AWS::SNS::Subscription"] = Type(r => $"{r.Property("TopicArn")}:{r.Stack.Uuid(r.LogicalId)}"),
        // Nothing local follows from these.
        ["AWS::CDK::Metadata"] = Named(),
        ["AWS::CloudFormation::WaitConditionHandle"] = Named(),
        ["AWS::CloudFront::MonitoringSubscription"] = Type(r => r.Property("DistributionId") ?? r.LogicalId),
        ["AWS::CloudWatch::CompositeAlarm"] = Type(
            r => r.Name("AlarmName", 255),
            ("Arn", r => r.Stack.Arns.Regional("cloudwatch", $"alarm:{r.PhysicalId}"))),
        ["AWS::CloudWatch::Dashboard"] = Type(r => r.Name("DashboardName", 255)),
        ["AWS::Route53::RecordSet"] = Type(r => r.Property("Name") ?? r.LogicalId),
        ["AWS::Logs::MetricFilter"] = Named("FilterName"),
        ["AWS::Budgets::Budget"] = Named(),
        ["AWS::CertificateManager::Certificate"] = Type(r => r.Stack.Arns.Regional("acm", $"certificate/{r.Stack.Uuid(r.LogicalId)}")),
    };

    /// <summary>Whether LocalAws makes something of the type, or knows that nothing local follows from it.</summary>
    public static bool IsKnown(string type) => Types.ContainsKey(type) || IsCustom(type);

    /// <summary>Whether a function of the template makes the resource. See https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html.</summary>
    public static bool IsCustom(string type) => type == "AWS::CloudFormation::CustomResource" || type.StartsWith("Custom::", StringComparison.Ordinal);

    /// <summary>The return values of a type; one that is not listed here has a generated name and no attributes.</summary>
    public static ResourceType Of(string type) => Types.GetValueOrDefault(type, Unknown);

    /// <summary>The id in a function URL's host name.</summary>
    public static string FunctionUrlId(StackIdentity stack, string logicalId) => stack.LowerId(logicalId, 32);

    private static ResourceType Named(string property = "Name") => Type(r => r.Name(property, 128));

    private static ResourceType Policy() => Type(
        r => r.Stack.Uuid(r.LogicalId),
        ("Id", r => r.PhysicalId),
        ("LastModifiedTime", _ => "2024-01-01T00:00:00Z"));

    private static string QueueName(ResourceContext queue) =>
        queue.Property("FifoQueue") == "true" && queue.Property("QueueName") is null
            ? queue.Stack.GenerateName(queue.LogicalId, 75) + ".fifo"
            : queue.Name("QueueName", 80);

    private static string? RuleBus(ResourceContext rule) =>
        rule.Property("EventBusName")?.Split('/')[^1] is { } bus && bus != "default" ? bus : null;

    // Bucket names are lower-case, and at most 63 characters with room for the suffix.
    private static string BucketName(ResourceContext bucket)
    {
        var name = $"{bucket.Stack.StackName}-{bucket.LogicalId}".ToLowerInvariant();
        return $"{(name.Length <= 50 ? name : name[..50])}-{bucket.Stack.LowerId(bucket.LogicalId, 12)}";
    }

    private static string FunctionArn(ResourceContext resource, string property)
    {
        var function = resource.Property(property) ?? "";
        return function.StartsWith("arn:", StringComparison.Ordinal) ? function : resource.Stack.Arns.Function(function);
    }

    private static ResourceType Type(
        Func<ResourceContext, string> physicalId, params (string Name, Func<ResourceContext, string> Value)[] attributes) =>
        new(physicalId, attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value, StringComparer.Ordinal));
}
