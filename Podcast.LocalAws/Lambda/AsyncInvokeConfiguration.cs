using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Lambda;

/// <summary>
/// How failed asynchronous invocations of a function are handled.
/// See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventinvokeconfig.html.
/// </summary>
/// <param name="FunctionName">The function's name.</param>
/// <param name="MaxRetries">How often a function that failed is tried again.</param>
/// <param name="MaxAge">For how long.</param>
/// <param name="OnFailure">The ARN of the queue that receives discarded events; <see langword="null"/> without one.</param>
internal sealed record AsyncInvokeConfiguration(string FunctionName, int MaxRetries, TimeSpan MaxAge, string? OnFailure)
{
    public const string ResourceType = "AWS::Lambda::EventInvokeConfig";

    private const int StandardRetries = 2;
    private static readonly TimeSpan StandardAge = TimeSpan.FromHours(6);

    public static AsyncInvokeConfiguration Default { get; } = new("", StandardRetries, StandardAge, null);

    /// <exception cref="TemplateException">It has what LocalAws does not implement.</exception>
    public static AsyncInvokeConfiguration Read(StackResource resource)
    {
        var properties = resource.Properties;
        Refuse(resource, "DestinationConfig.OnSuccess", properties["DestinationConfig"]?["OnSuccess"] is not null);
        Refuse(resource, "Qualifier", (string?)properties["Qualifier"] is not "$LATEST");
        var function = (string?)properties["FunctionName"] ?? "";
        return new(
            function[(function.LastIndexOf(':') + 1)..],
            TemplateNumber.Read(properties["MaximumRetryAttempts"]) ?? StandardRetries,
            TemplateNumber.Read(properties["MaximumEventAgeInSeconds"]) is { } seconds ? TimeSpan.FromSeconds(seconds) : StandardAge,
            (string?)properties["DestinationConfig"]?["OnFailure"]?["Destination"]);
    }

    private static void Refuse(StackResource resource, string property, bool isSet)
    {
        if (isSet)
        {
            throw new TemplateException($"{resource.LogicalId}.Properties.{property}: LocalAws implements OnFailure for $LATEST only.");
        }
    }
}
