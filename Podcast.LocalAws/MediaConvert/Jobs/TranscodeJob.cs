using System.Text.Json.Nodes;
using Podcast.LocalAws.MediaConvert.Settings;

namespace Podcast.LocalAws.MediaConvert.Jobs;

/// <summary>A job with its status. Thread-safe.</summary>
internal sealed class TranscodeJob
{
    private readonly Lock _lock = new();
    private readonly JsonObject _description;

    private TranscodeJob(JsonObject description) => _description = description;

    public string Id => Text("id");

    public string Arn => Text("arn");

    public string Queue => Text("queue");

    public string Role => Text("role");

    public int Priority => Read(description => description["priority"]!.GetValue<int>());

    public string? ClientRequestToken => Read(description => description["clientRequestToken"]?.GetValue<string>());

    /// <summary>How often it was begun again after the process had ended in the middle of it.</summary>
    public int RetryCount => Read(description => description["retryCount"]!.GetValue<int>());

    public string Status => Text("status");

    public bool HasEnded => Status is JobStatus.Complete or JobStatus.Canceled or JobStatus.Error;

    public DateTimeOffset CreatedAt => DateTimeOffset.UnixEpoch.AddSeconds(Read(description => description["createdAt"]!.GetValue<double>()));

    public JsonObject UserMetadata => Read(description => (JsonObject)description["userMetadata"]!.DeepClone());

    public static TranscodeJob Create(string id, string arn, JobRequest request, JobQueue queue, DateTimeOffset now)
    {
        var seconds = Seconds(now);
        var description = new JsonObject
        {
            ["arn"] = arn,
            ["id"] = id,
            ["createdAt"] = seconds,
            ["queue"] = queue.Arn,
            ["role"] = request.Role,
            ["settings"] = request.Settings.DeepClone(),
            ["status"] = JobStatus.Submitted,
            ["priority"] = request.Priority,
            ["statusUpdateInterval"] = request.StatusUpdateInterval,
            ["userMetadata"] = request.UserMetadata.DeepClone(),
            ["accelerationSettings"] = new JsonObject { ["mode"] = "DISABLED" },
            ["accelerationStatus"] = "NOT_APPLICABLE",
            ["billingTagsSource"] = "JOB",
            ["retryCount"] = 0,
            ["messages"] = new JsonObject { ["info"] = new JsonArray(), ["warning"] = new JsonArray() },
            ["timing"] = new JsonObject { ["submitTime"] = seconds },
        };
        if (request.ClientRequestToken is { } token)
        {
            description["clientRequestToken"] = token;
        }

        return new(description);
    }

    /// <summary>A job that an earlier process wrote down.</summary>
    public static TranscodeJob Restore(JsonObject description) => new(description);

    /// <summary>The job as the API describes it, and as it is written down.</summary>
    public JsonObject Describe() => Read(description => (JsonObject)description.DeepClone());

    public TranscodePlan Plan() => TranscodePlan.Read((JsonObject)Describe()["settings"]!);

    /// <returns>False when the job was cancelled before it began.</returns>
    public bool TryStart(DateTimeOffset now) => Change(JobStatus.Submitted, description =>
    {
        description["status"] = JobStatus.Progressing;
        description["currentPhase"] = JobPhase.Probing;
        description["jobPercentComplete"] = 0;
        description["timing"]!["startTime"] = Seconds(now);
    });

    /// <summary>Puts a job that a killed process had begun back to its start.</summary>
    public void Resubmit() => Change(JobStatus.Progressing, description =>
    {
        description["status"] = JobStatus.Submitted;
        description.Remove("currentPhase");
        description.Remove("jobPercentComplete");
        description["retryCount"] = description["retryCount"]!.GetValue<int>() + 1;
    });

    public void Report(string phase, int percent) => Change(JobStatus.Progressing, description =>
    {
        description["currentPhase"] = phase;
        description["jobPercentComplete"] = Math.Max(percent, description["jobPercentComplete"]?.GetValue<int>() ?? 0);
    });

    public bool TryComplete(IReadOnlyList<GroupResult> groups, DateTimeOffset now) => Change(JobStatus.Progressing, description =>
    {
        End(description, JobStatus.Complete, now);
        description["jobPercentComplete"] = 100;
        // The paths are in the event only, as in AWS.
        description["outputGroupDetails"] = new JsonArray([.. groups.Select(group => (JsonNode)new JsonObject
        {
            ["outputDetails"] = new JsonArray([.. group.Outputs.Select(output => (JsonNode)new JsonObject { ["durationInMs"] = output.DurationMilliseconds })]),
        })]);
    });

    public bool TryFail(JobFailure failure, DateTimeOffset now) => Change(null, description =>
    {
        End(description, JobStatus.Error, now);
        description["errorCode"] = failure.Code;
        description["errorMessage"] = failure.Message;
    });

    public bool TryCancel(DateTimeOffset now) => Change(null, description => End(description, JobStatus.Canceled, now));

    private static void End(JsonObject description, string status, DateTimeOffset now)
    {
        description["status"] = status;
        description.Remove("currentPhase");
        description["timing"]!["finishTime"] = Seconds(now);
    }

    // Without an expected status, any job that has not ended is changed.
    private bool Change(string? expected, Action<JsonObject> change)
    {
        lock (_lock)
        {
            var status = _description["status"]!.GetValue<string>();
            if (expected is null ? status is not (JobStatus.Submitted or JobStatus.Progressing) : status != expected)
            {
                return false;
            }

            change(_description);
            return true;
        }
    }

    private string Text(string name) => Read(description => description[name]!.GetValue<string>());

    private T Read<T>(Func<JsonObject, T> read)
    {
        lock (_lock)
        {
            return read(_description);
        }
    }

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000d;
}
