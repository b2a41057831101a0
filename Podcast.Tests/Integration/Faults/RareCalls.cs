using Podcast.LocalAws.Iam;
using Podcast.LocalAws.Template;

namespace Podcast.Tests.Integration.Faults;

/// <summary>
/// Calls that cannot be recorded. A comparison is left unfinished only with megabytes of subscribers in a part of the table. Whether the store calls
/// the deletion of an absent key an error is undocumented, so the local one does not (docs/decisions/0043). That S3 requires a second permission is
/// known from its documentation alone. Here they stand for the need of the permission.
/// </summary>
internal static class RareCalls
{
    private const string Store = "AWS::CloudFront::KeyValueStore";
    private const string Table = "AWS::DynamoDB::Table";
    private const string LoggedObject = "an object of the bucket for logs";

    private static readonly (string Handler, string Action, string ResourceType, string Circumstance)[] All =
    [
        ("StreamProcessor", "cloudfront-keyvaluestore:GetKey", Store, "a key that is to be deleted was deleted meanwhile, and AWS calls that an error"),
        ("Reconcile", "cloudfront-keyvaluestore:GetKey", Store, "a key that is to be deleted was deleted meanwhile, and AWS calls that an error"),
        ("Reconcile", "dynamodb:PutItem", Table, "a comparison does not end within one run"),
        ("EmptyBucket", "s3:DeleteObject", LoggedObject, "S3 requires it besides s3:DeleteObjectVersion, as its documentation says"),
    ];

    public static IEnumerable<string> Refused(Stack stack, StackAuthorization authorization)
    {
        foreach (var (handler, action, type, circumstance) in All)
        {
            var function = stack.OfType("AWS::Lambda::Function").FirstOrDefault(one => one.Properties["Handler"]?.ToString() == handler);
            var resource = type switch
            {
                LoggedObject => $"{stack.OfType("AWS::S3::Bucket").FirstOrDefault()?.GetAtt("Arn")}/any",
                _ => stack.OfType(type).FirstOrDefault()?.GetAtt("Arn"),
            };
            if (function is null || resource is null)
            {
                continue;
            }

            var caller = authorization.Session(function.Properties["Role"]?.ToString() ?? "", function.PhysicalId);
            var keys = action == "dynamodb:PutItem" ? new Dictionary<string, string> { ["dynamodb:LeadingKeys"] = "RECONCILE#PROGRESS#0#0" } : null;
            var decision = authorization.Evaluate(caller, action, resource, keys).Decision;
            if (!decision.IsAllowed)
            {
                yield return $"{handler} fails when {circumstance}. {decision.Message}. {decision.Hint}";
            }
        }
    }
}
