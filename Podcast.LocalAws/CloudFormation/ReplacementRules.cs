namespace Podcast.LocalAws.CloudFormation;

/// <summary>
/// The properties whose change replaces a resource. From the resource schemas in @aws-cdk/aws-service-spec 0.1.216 (causesReplacement "yes"), which
/// agree with "Update requires: Replacement" of each type's page. A resource is replaced as well when a change gives it another physical id.
/// </summary>
internal static class ReplacementRules
{
    private static readonly Dictionary<string, string[]> Properties = new(StringComparer.Ordinal)
    {
        ["AWS::Budgets::Budget"] = ["NotificationsWithSubscribers"],
        ["AWS::CertificateManager::Certificate"] =
            ["CertificateAuthorityArn", "DomainName", "DomainValidationOptions", "KeyAlgorithm", "SubjectAlternativeNames", "ValidationMethod"],
        ["AWS::CloudFront::KeyValueStore"] = ["Name"],
        ["AWS::CloudFront::MonitoringSubscription"] = ["DistributionId"],
        ["AWS::CloudWatch::Alarm"] = ["AlarmName"],
        ["AWS::CloudWatch::CompositeAlarm"] = ["AlarmName"],
        ["AWS::CloudWatch::Dashboard"] = ["DashboardName"],
        ["AWS::DynamoDB::Table"] = ["ImportSourceSpecification", "TableName", "KeySchema"],
        ["AWS::Events::EventBus"] = ["Name"],
        ["AWS::Events::Rule"] = ["EventBusName", "Name"],
        ["AWS::IAM::ManagedPolicy"] = ["ManagedPolicyName", "Path", "Description"],
        ["AWS::IAM::Role"] = ["Path", "RoleName"],
        ["AWS::IAM::User"] = ["UserName"],
        ["AWS::KMS::Alias"] = ["AliasName"],
        ["AWS::Lambda::Alias"] = ["FunctionName", "Name"],
        ["AWS::Lambda::EventInvokeConfig"] = ["FunctionName", "Qualifier"],
        ["AWS::Lambda::EventSourceMapping"] = ["StartingPosition", "EventSourceArn", "StartingPositionTimestamp"],
        ["AWS::Lambda::Function"] = ["FunctionName", "PackageType"],
        ["AWS::Lambda::Permission"] =
            ["FunctionName", "Action", "EventSourceToken", "FunctionUrlAuthType", "SourceArn", "SourceAccount", "PrincipalOrgID", "Principal"],
        ["AWS::Lambda::Url"] = ["Qualifier", "TargetFunctionArn"],
        ["AWS::Lambda::Version"] = ["CodeSha256", "Description", "FunctionName", "ProvisionedConcurrencyConfig", "RuntimePolicy"],
        ["AWS::Logs::LogGroup"] = ["LogGroupName"],
        ["AWS::Logs::MetricFilter"] = ["LogGroupName", "FilterName"],
        ["AWS::MediaConvert::Queue"] = ["Name"],
        ["AWS::S3::Bucket"] = ["BucketName", "ObjectLockEnabled"],
        ["AWS::S3::BucketPolicy"] = ["Bucket"],
        ["AWS::Scheduler::Schedule"] = ["Name"],
        ["AWS::Scheduler::ScheduleGroup"] = ["Name"],
        ["AWS::SNS::Subscription"] = ["Endpoint", "Protocol", "TopicArn"],
        ["AWS::SNS::Topic"] = ["FifoTopic", "TopicName"],
        ["AWS::SQS::Queue"] = ["FifoQueue", "QueueName"],
        ["AWS::SSM::Parameter"] = ["Name"],
    };

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "AlarmName", "BucketName", "DashboardName", "FunctionName", "LogGroupName", "ManagedPolicyName", "Name", "QueueName", "RoleName", "TableName", "TopicName",
        "UserName",
    };

    public static bool Replaces(string type, string property) => Properties.TryGetValue(type, out var replacing) && replacing.Contains(property, StringComparer.Ordinal);

    /// <summary>Whether a property gives a resource a name of the template's own, which its replacement cannot have at the same time.</summary>
    public static bool IsName(string property) => Names.Contains(property);
}
