using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.AwsJson;

namespace Podcast.LocalAws.Logs;

/// <summary>
/// CloudWatch Logs as far as operators read it: groups, streams and events, and what <c>aws logs tail</c> uses. See
/// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html.
/// </summary>
internal sealed class LogsService : AwsJsonService
{
    private readonly LogGroups _groups;
    private readonly AwsArns _arns;

    public LogsService(LogGroups groups, IAuthorizer authorizer, LocalAwsOptions options, TimeProvider time)
    {
        _groups = groups;
        _arns = options.GetArns();
        Operations = new(Name, authorizer)
        {
            { "DescribeLogGroups", "logs:DescribeLogGroups", _ => StreamArn("", ""), request => GroupDescriptions.Groups(_groups, request.Input, _arns) },
            { "DescribeLogStreams", "logs:DescribeLogStreams", GroupArn, request => GroupDescriptions.Streams(Group(request), request.Input, _arns) },
            { "FilterLogEvents", "logs:FilterLogEvents", GroupArn, request => EventReader.Filter(Group(request), request.Input, time.GetUtcNow()) },
            { "GetLogEvents", "logs:GetLogEvents", StreamArn, request => EventReader.Get(Group(request), request.Input, time.GetUtcNow()) },

            // Both are asked for by commands that operators know, so the refusal says what to do instead.
            { "StartQuery", "logs:StartQuery", GroupArn, _ => Refuse("StartQuery (Logs Insights)", "FilterLogEvents with a filter pattern") },
            { "StartLiveTail", "logs:StartLiveTail", GroupArn, _ => Refuse("StartLiveTail", "'aws logs tail --follow', which reads by FilterLogEvents") },
        };
    }

    public override string SigningName => "logs";

    public override string Name => "CloudWatch Logs";

    public override AwsJsonProtocol Protocol { get; } = new("1.1", errorNamespace: "");

    public override long MaxRequestBytes => 64 * 1024;

    protected override OperationTable<AwsJsonRequest, JsonObject> Operations { get; }

    protected override AwsException RequestTooLarge() => LogsErrors.Invalid("The request is too large.");

    private static JsonObject Refuse(string operation, string instead) => throw new AwsException(
        "NotImplemented", $"LocalAws does not implement {operation}; use {instead}.", StatusCodes.Status501NotImplemented);

    private LogGroup Group(AwsJsonRequest request) => _groups.Find(LogsInput.GroupName(request.Input)) ?? throw LogsErrors.NoSuchGroup();

    private string GroupArn(AwsJsonRequest request) => StreamArn(GroupNameOf(request), "");

    private string StreamArn(AwsJsonRequest request) => StreamArn(GroupNameOf(request), request.Input["logStreamName"]?.ToString() ?? "");

    private string StreamArn(string group, string stream) => $"{_arns.LogGroup(group)}:log-stream:{stream}";

    private static string GroupNameOf(AwsJsonRequest request) =>
        request.Input["logGroupName"] is null && request.Input["logGroupIdentifier"] is null ? "" : LogsInput.GroupName(request.Input);
}
