using Podcast.LocalAws.Iam;
using Podcast.LocalAws.Template;

namespace Podcast.Tests.Integration.Faults;

/// <summary>
/// Calls that the functions make only in circumstances that one use of the system does not bring about: a full store, hours of work, a lost
/// answer. Each has a test of its own beside the function; here they stand for its need of the permission.
/// </summary>
internal static class RareCalls
{
    private const string Store = "AWS::CloudFront::KeyValueStore";
    private const string Table = "AWS::DynamoDB::Table";
    private const string Job = "a job";
    private const string LoggedObject = "an object of the bucket for logs";
    private const string JobQueue = "AWS::MediaConvert::Queue";

    private static readonly (string Handler, string Action, string ResourceType, string Circumstance)[] All =
    [
        ("StreamProcessor", "cloudfront-keyvaluestore:GetKey", Store, "a key that is to be deleted was deleted meanwhile"),
        ("StreamProcessor", "cloudfront-keyvaluestore:ListKeys", Store, "the store is full"),
        ("Reconcile", "cloudfront-keyvaluestore:GetKey", Store, "a key that is to be deleted was deleted meanwhile"),
        ("Reconcile", "dynamodb:PutItem", Table, "a comparison does not end within one run"),
        ("Reconcile", "dynamodb:DeleteItem", Table, "a comparison does not end within one run"),
        ("AutoTranscoding", "mediaconvert:ListJobs", JobQueue, "the answer to CreateJob was lost"),
        ("EmptyBucket", "s3:DeleteObject", LoggedObject, "S3 asks for it besides s3:DeleteObjectVersion, as its documentation says"),
        ("AutoTranscoding", "mediaconvert:GetJob", Job, "the event of a job's end was lost"),
    ];

    public static IEnumerable<string> Refused(Stack stack, StackAuthorization authorization)
    {
        foreach (var (handler, action, type, circumstance) in All)
        {
            var function = stack.OfType("AWS::Lambda::Function").FirstOrDefault(one => one.Properties["Handler"]?.ToString() == handler);
            var resource = type switch
            {
                Job => $"arn:{stack.Partition}:mediaconvert:{stack.Region}:{stack.AccountId}:jobs/any",
                LoggedObject => $"{stack.OfType("AWS::S3::Bucket").FirstOrDefault()?.GetAtt("Arn")}/any",
                _ => stack.OfType(type).FirstOrDefault()?.GetAtt("Arn"),
            };
            if (function is null || resource is null)
            {
                continue;
            }

            var caller = authorization.Session(function.Properties["Role"]?.ToString() ?? "", function.PhysicalId);
            var decision = authorization.Evaluate(caller, action, resource).Decision;
            if (!decision.IsAllowed)
            {
                yield return $"{handler} fails when {circumstance}. {decision.Message}. {decision.Hint}";
            }
        }
    }
}
