using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>Queues and topics that failures are sent to.</summary>
internal static class Destinations
{
    /// <returns>Why nothing would arrive: the destination does not exist, or the sender lacks the permission.</returns>
    public static string? Refusal(CheckedStack stack, AwsCaller sender, string arn) => arn.Split(':') switch
    {
        [_, _, "sqs", ..] => stack.Find("AWS::SQS::Queue", arn) is null ? $"No queue of the template has the ARN {arn}." : stack.Refusal(sender, "sqs:SendMessage", arn),
        [_, _, "sns", ..] => stack.Find("AWS::SNS::Topic", arn) is null ? $"No topic of the template has the ARN {arn}." : stack.Refusal(sender, "sns:Publish", arn),
        [_, _, "lambda", ..] => stack.Refusal(sender, "lambda:InvokeFunction", arn),
        _ => $"{arn} is no queue, topic or function.",
    };
}
