using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.Iam;

/// <summary>
/// The access error of each service. See https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html for the message, and the
/// "Common Errors" page of each service's API reference for code and status.
/// </summary>
internal static class AccessErrors
{
    public static AwsException Of(string action, AccessDecision decision) => Service(action) switch
    {
        "s3" or "sts" or "iam" or "cloudformation" or "sns" => new("AccessDenied", decision.Message, StatusCodes.Status403Forbidden),
        "sqs" => new("AccessDenied", decision.Message, StatusCodes.Status403Forbidden),
        // The services of the JSON protocols without REST refuse with 400.
        "dynamodb" or "kms" or "events" or "ssm" or "logs" => new("AccessDeniedException", decision.Message, StatusCodes.Status400BadRequest),
        _ => new("AccessDeniedException", decision.Message, StatusCodes.Status403Forbidden),
    };

    public static string Message(AccessRequest request, DecisionReason reason)
    {
        var why = reason switch
        {
            DecisionReason.DeniedByIdentityPolicy => "with an explicit deny in an identity-based policy",
            DecisionReason.DeniedByResourcePolicy => "with an explicit deny in a resource-based policy",
            DecisionReason.NotAllowedByBoundary => $"because no permissions boundary allows the {request.Action} action",
            DecisionReason.NotAllowedByResourcePolicy => $"because no resource-based policy allows the {request.Action} action",
            _ => $"because no identity-based policy allows the {request.Action} action",
        };
        // S3 alone puts the resource in quotation marks.
        var resource = Service(request.Action) == "s3" ? $"\"{request.ResourceArn}\"" : request.ResourceArn;
        return $"User: {request.Caller.PrincipalArn} is not authorized to perform: {request.Action} on resource: {resource} {why}";
    }

    private static string Service(string action) => action[..action.IndexOf(':', StringComparison.Ordinal)];
}
