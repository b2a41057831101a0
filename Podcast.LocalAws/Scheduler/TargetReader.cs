using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Protocols;

namespace Podcast.LocalAws.Scheduler;

/// <summary>Reads what a schedule invokes.</summary>
internal static class TargetReader
{
    // Practitioners agree on these two; the guide does not state them.
    private const int DefaultRetries = 185;
    private const int DefaultAgeSeconds = 86_400;
    private const int MaxArn = 1600;

    // The quota of an SQS message, which is the larger of the two.
    private const int MaxInput = 262_144;

    // What the templated targets that are left out would need.
    private static readonly string[] OtherParameters = ["EcsParameters", "EventBridgeParameters", "KinesisParameters", "SageMakerPipelineParameters"];

    /// <exception cref="AwsException">A member is missing or wrong, or the target is not covered.</exception>
    public static (ScheduleTarget Target, JsonObject Document) Read(JsonObject? members)
    {
        if (members is null)
        {
            throw SchedulerErrors.Constraint("target", null, "not be null");
        }

        var arn = ScheduleReader.Required(members, "Arn", "target.arn", MaxArn);
        var role = ScheduleReader.Required(members, "RoleArn", "target.roleArn", MaxArn);
        if (!IsArn(role, "iam", "role/"))
        {
            throw SchedulerErrors.Constraint("target.roleArn", role, @"satisfy regular expression pattern: ^arn:aws(-[a-z]+)?:iam::\d{12}:role\/[\w+=,.@\/-]+$");
        }

        var kind = KindOf(arn, members);
        var input = ScheduleReader.Optional(members, "Input", "target.input", MaxInput);
        if (kind == TargetKind.LambdaInvoke && input is not null)
        {
            RequireJson(input);
        }

        var deadLetter = members["DeadLetterConfig"] is JsonObject config ? ScheduleReader.Optional(config, "Arn", "target.deadLetterConfig.arn", MaxArn) : null;
        if (deadLetter is not null && (!IsArn(deadLetter, "sqs", "") || deadLetter.EndsWith(".fifo", StringComparison.Ordinal)))
        {
            throw SchedulerErrors.Constraint(
                "target.deadLetterConfig.arn", deadLetter, @"satisfy regular expression pattern: ^arn:aws(-[a-z]+)?:sqs:[a-z0-9\-]+:\d{12}:[a-zA-Z0-9\-_]+$");
        }

        var policy = members["RetryPolicy"] as JsonObject;
        var retries = ScheduleReader.Number(policy, "MaximumRetryAttempts", "target.retryPolicy.maximumRetryAttempts", 0, 185) ?? DefaultRetries;
        var age = ScheduleReader.Number(policy, "MaximumEventAgeInSeconds", "target.retryPolicy.maximumEventAgeInSeconds", 60, 86_400) ?? DefaultAgeSeconds;
        var group = members["SqsParameters"] is JsonObject sqs ? ScheduleReader.Optional(sqs, "MessageGroupId", "target.sqsParameters.messageGroupId", 128) : null;

        var document = (JsonObject)members.DeepClone();
        document["RetryPolicy"] = new JsonObject { ["MaximumEventAgeInSeconds"] = age, ["MaximumRetryAttempts"] = retries };
        return (new(kind, arn, role, input, deadLetter, retries, TimeSpan.FromSeconds(age), group), document);
    }

    private static TargetKind KindOf(string arn, JsonObject members)
    {
        if (!arn.StartsWith("arn:", StringComparison.Ordinal) || arn.Split(':') is not [_, _, var service, _, _, _, ..])
        {
            throw SchedulerErrors.Invalid($"Provided Arn is not in correct format. : {arn}");
        }

        if (OtherParameters.FirstOrDefault(members.ContainsKey) is { } parameters)
        {
            throw AwsException.NotImplemented("Scheduler", $"targets with {parameters}");
        }

        return service switch
        {
            "lambda" => TargetKind.LambdaInvoke,
            "sqs" => TargetKind.SqsSendMessage,
            "scheduler" => throw AwsException.NotImplemented("Scheduler", $"the universal target {arn}"),
            _ => throw AwsException.NotImplemented("Scheduler", $"targets of the service {service}"),
        };
    }

    private static bool IsArn(string arn, string service, string resource) =>
        arn.Split(':', 6) is ["arn", "aws" or "aws-cn" or "aws-us-gov", var named, _, { Length: 12 } account, var rest]
        && named == service
        && account.All(char.IsAsciiDigit)
        && rest.Length > resource.Length
        && rest.StartsWith(resource, StringComparison.Ordinal);

    private static void RequireJson(string input)
    {
        try
        {
            // Context attributes are inside of strings, so what is JSON with them is JSON before as well.
            _ = JsonInput.Parse(input);
        }
        catch (JsonException)
        {
            throw SchedulerErrors.Invalid("Invalid Input: the input of a Lambda target has to be well-formed JSON.");
        }
    }
}
