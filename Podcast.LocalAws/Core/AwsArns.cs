namespace Podcast.LocalAws.Core;

/// <summary>
/// The ARNs of one account in one region: the only place where an ARN is built. See
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html.
/// </summary>
/// <param name="AccountId">Twelve digits.</param>
/// <param name="Region">Such as <c>us-east-1</c>.</param>
internal readonly record struct AwsArns(string AccountId, string Region)
{
    public const string Partition = "aws";

    public static string Bucket(string name) => $"arn:{Partition}:s3:::{name}";

    public static string Object(string bucket, string key) => $"{Bucket(bucket)}/{key}";

    public string ChangeSet(string name, Guid id) => Regional("cloudformation", $"changeSet/{name}/{id}");

    /// <summary>A cache policy, origin request policy, response headers policy or origin access control.</summary>
    /// <param name="kind">Such as <c>cache-policy</c>.</param>
    /// <param name="id">Its id.</param>
    public string DeliverySetting(string kind, string id) => Global("cloudfront", $"{kind}/{id}");

    public string Distribution(string id) => Global("cloudfront", $"distribution/{id}");

    /// <summary>A CloudFront function.</summary>
    public string EdgeFunction(string name) => Global("cloudfront", $"function/{name}");

    public string EventBus(string name) => Regional("events", $"event-bus/{name}");

    public string Function(string name) => Regional("lambda", $"function:{name}");

    public string Key(string id) => Regional("kms", $"key/{id}");

    /// <summary>A key-value store of CloudFront.</summary>
    /// <param name="id">A UUID.</param>
    public string KeyValueStore(string id) => Global("cloudfront", $"key-value-store/{id}");

    public string LogGroup(string name) => Regional("logs", $"log-group:{name}");

    public string MediaConvertJob(string id) => Regional("mediaconvert", $"jobs/{id}");

    public string MediaConvertQueue(string name) => Regional("mediaconvert", $"queues/{name}");

    public string Parameter(string name) => Regional("ssm", $"parameter{(name.StartsWith('/') ? "" : "/")}{name}");

    public string Queue(string name) => Regional("sqs", name);

    /// <summary>A session of a role.</summary>
    public string RoleSession(string role, string session) => Global("sts", $"assumed-role/{role}/{session}");

    public string Root() => Global("iam", "root");

    public string Schedule(string group, string name) => Regional("scheduler", $"schedule/{group}/{name}");

    public string ScheduleGroup(string name) => Regional("scheduler", $"schedule-group/{name}");

    public string Stack(string name, string id) => Regional("cloudformation", $"stack/{name}/{id}");

    public string Table(string name) => Regional("dynamodb", $"table/{name}");

    public string Index(string table, string index) => $"{Table(table)}/index/{index}";

    public string Stream(string table, string label) => $"{Table(table)}/stream/{label}";

    public string User(string name) => Global("iam", $"user/{name}");

    /// <summary>An ARN of a service that has regions.</summary>
    /// <param name="service">Such as <c>dynamodb</c>.</param>
    /// <param name="resource">Its last part, such as <c>table/Shows</c>.</param>
    public string Regional(string service, string resource) => $"arn:{Partition}:{service}:{Region}:{AccountId}:{resource}";

    /// <summary>An ARN of a service without regions.</summary>
    /// <param name="service">Such as <c>iam</c>.</param>
    /// <param name="resource">Its last part, such as <c>role/Reader</c>.</param>
    public string Global(string service, string resource) => $"arn:{Partition}:{service}::{AccountId}:{resource}";
}
