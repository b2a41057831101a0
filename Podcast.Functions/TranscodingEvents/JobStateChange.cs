using System.Text.Json;

namespace Podcast.Functions.TranscodingEvents;

/// <summary>MediaConvert's event of a job: https://docs.aws.amazon.com/mediaconvert/latest/ug/mediaconvert_cwe_events.html.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Status">Such as <c>COMPLETE</c>.</param>
/// <param name="UserMetadata">What was given to the job.</param>
/// <param name="ErrorCode">Set when it failed.</param>
/// <param name="ErrorMessage">Set when it failed.</param>
/// <param name="Outputs">The paths and durations of the outputs, of all groups in their order, when it is complete.</param>
internal sealed record JobStateChange(
    string JobId,
    string Status,
    IReadOnlyDictionary<string, string> UserMetadata,
    int ErrorCode,
    string ErrorMessage,
    IReadOnlyList<(string Path, long DurationMilliseconds)> Outputs)
{
    /// <returns>Null when the event is something else.</returns>
    public static JobStateChange? Read(JsonElement input)
    {
        if (input.ValueKind != JsonValueKind.Object
            || !input.TryGetProperty("source", out var source)
            || source.ToString() != "aws.mediaconvert"
            || !input.TryGetProperty("detail", out var detail)
            || detail.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return new(
            detail.GetProperty("jobId").GetString()!,
            detail.GetProperty("status").GetString()!,
            detail.TryGetProperty("userMetadata", out var metadata)
                ? metadata.EnumerateObject().ToDictionary(item => item.Name, item => item.Value.ToString(), StringComparer.Ordinal)
                : [],
            detail.TryGetProperty("errorCode", out var code) && code.TryGetInt32(out var number) ? number : 1999,
            detail.TryGetProperty("errorMessage", out var message) ? message.ToString() : "",
            [.. ReadOutputs(detail)]);
    }

    private static IEnumerable<(string Path, long DurationMilliseconds)> ReadOutputs(JsonElement detail)
    {
        if (!detail.TryGetProperty("outputGroupDetails", out var groups))
        {
            yield break;
        }

        foreach (var group in groups.EnumerateArray())
        {
            foreach (var output in group.GetProperty("outputDetails").EnumerateArray())
            {
                if (output.TryGetProperty("outputFilePaths", out var paths) && paths.GetArrayLength() > 0
                    && output.TryGetProperty("durationInMs", out var duration))
                {
                    yield return (paths[0].GetString()!, duration.GetInt64());
                }
            }
        }
    }
}
