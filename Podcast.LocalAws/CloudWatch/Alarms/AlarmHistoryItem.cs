using System.Text.Json.Nodes;

namespace Podcast.LocalAws.CloudWatch.Alarms;

/// <summary>Something that happened to an alarm.</summary>
/// <param name="At">When.</param>
/// <param name="Type"><c>StateUpdate</c>, <c>Action</c> or <c>ConfigurationUpdate</c>.</param>
/// <param name="Summary">In one sentence.</param>
/// <param name="Data">In detail.</param>
internal sealed record AlarmHistoryItem(DateTimeOffset At, string Type, string Summary, JsonObject Data);
