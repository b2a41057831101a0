namespace Podcast.LocalAws.EventBridge;

/// <summary>Requests and rules name a bus by its name or its ARN.</summary>
internal static class EventBusName
{
    public const string ResourceType = "AWS::Events::EventBus";

    private const string ArnPart = ":event-bus/";

    public static string Of(string nameOrArn) =>
        nameOrArn.LastIndexOf(ArnPart, StringComparison.Ordinal) is >= 0 and var start ? nameOrArn[(start + ArnPart.Length)..] : nameOrArn;
}
