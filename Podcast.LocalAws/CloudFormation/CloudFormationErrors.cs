using Podcast.LocalAws.Core;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFormation;

/// <summary>CloudFormation's refusals. See https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html.</summary>
internal static class CloudFormationErrors
{
    public static AwsException Validation(string message) => new("ValidationError", message, StatusCodes.Status400BadRequest);

    public static AwsException Template(TemplateException reason) => Validation(
        reason.Message.StartsWith("Template format error", StringComparison.Ordinal) ? reason.Message : $"Template error: {reason.Message}");

    // The CDK CLI distinguishes a new stack from a broken one by this text.
    public static AwsException NoStack(string name) => Validation($"Stack with id {name} does not exist");

    public static AwsException NoChangeSet(string name) => new("ChangeSetNotFound", $"ChangeSet [{name}] does not exist", StatusCodes.Status404NotFound);
}
