using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.MediaConvert.Settings;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.MediaConvert.Jobs;

/// <summary>The jobs, newest last. With a configured storage path each is a file that is replaced as a whole.</summary>
internal sealed partial class JobStore(WorkFolder folder, StackHost stack, TimeProvider time, ILogger<JobStore> logger)
{
    private const int MaxJobs = 10_000;
    private const int MaxWaiting = 1_000;
    private const string IdCharacters = "abcdefghijklmnopqrstuvwxyz0123456789";

    // https://docs.aws.amazon.com/mediaconvert/latest/apireference/idempotency.html
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly List<TranscodeJob> _jobs = [];
    private readonly Dictionary<string, TranscodeJob> _byId = new(StringComparer.Ordinal);

    public string ArnOf(string id)
    {
        var current = stack.Current;
        return current.Arns.MediaConvertJob(id);
    }

    /// <summary>Creates a job, or finds the one that the same token created within the last minute.</summary>
    /// <exception cref="Core.AwsException">Too many jobs wait.</exception>
    public TranscodeJob Create(JobRequest request, JobQueue queue, out bool isNew)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (request.ClientRequestToken is { } token
                && _jobs.FindLast(job => job.ClientRequestToken == token && now - job.CreatedAt < TokenLifetime) is { } same)
            {
                isNew = false;
                return same;
            }

            if (_jobs.Count(job => job.Status == JobStatus.Submitted) >= MaxWaiting)
            {
                throw MediaConvertErrors.TooManyRequests("Too many jobs are waiting in the queue. Try again later.");
            }

            var id = $"{now.ToUnixTimeMilliseconds()}-{RandomNumberGenerator.GetString(IdCharacters, 6)}";
            var created = TranscodeJob.Create(id, ArnOf(id), request, queue, now);
            Add(created);
            Save(created);
            isNew = true;
            return created;
        }
    }

    public TranscodeJob? Find(string id)
    {
        lock (_lock)
        {
            return _byId.GetValueOrDefault(id);
        }
    }

    public (IReadOnlyList<TranscodeJob> Page, string? Next) List(string? queue, string status, bool ascending, int count, string after)
    {
        lock (_lock)
        {
            var matching = _jobs.Where(job => (queue is null || job.Queue == queue) && (status.Length == 0 || job.Status == status));
            var ordered = (ascending ? matching : matching.Reverse()).ToList();
            // The token is the last job's id: jobs that come meanwhile move no page.
            var start = after.Length == 0 ? 0 : ordered.FindIndex(job => job.Id == after) + 1;
            var page = ordered.Skip(start).Take(count).ToList();
            return (page, start + page.Count < ordered.Count ? page[^1].Id : null);
        }
    }

    /// <summary>Writes a job down. A disk that is full costs the record, not the job.</summary>
    public void Save(TranscodeJob job)
    {
        if (!folder.KeepsJobs)
        {
            return;
        }

        var path = Path.Combine(folder.Jobs, job.Id + ".json");
        var temporary = path + ".new";
        try
        {
            File.WriteAllText(temporary, job.Describe().ToJsonString());
            File.Move(temporary, path, overwrite: true);
        }
        catch (IOException reason)
        {
            Log.NotSaved(logger, job.Id, reason.Message);
            File.Delete(temporary);
        }
    }

    /// <summary>Reads what an earlier process wrote down.</summary>
    /// <returns>The jobs that have not ended.</returns>
    public IReadOnlyList<TranscodeJob> Load()
    {
        var restored = new List<TranscodeJob>();
        foreach (var path in Directory.EnumerateFiles(folder.Jobs).Order(StringComparer.Ordinal))
        {
            if (Read(path) is { } job)
            {
                restored.Add(job);
            }
            else
            {
                File.Delete(path);
            }
        }

        lock (_lock)
        {
            restored.ForEach(Add);
        }

        return restored.FindAll(job => !job.HasEnded);
    }

    private static TranscodeJob? Read(string path)
    {
        try
        {
            return path.EndsWith(".json", StringComparison.Ordinal) && JsonNode.Parse(File.ReadAllText(path)) is JsonObject description
                ? TranscodeJob.Restore(description)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Add(TranscodeJob job)
    {
        _jobs.Add(job);
        _byId[job.Id] = job;
        if (_jobs.Count > MaxJobs && _jobs.FindIndex(old => old.HasEnded) is >= 0 and var oldest)
        {
            _byId.Remove(_jobs[oldest].Id);
            if (folder.KeepsJobs)
            {
                File.Delete(Path.Combine(folder.Jobs, _jobs[oldest].Id + ".json"));
            }

            _jobs.RemoveAt(oldest);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.JobNotStored, LogLevel.Warning, "The job {JobId} could not be stored: {Reason}")]
        public static partial void NotSaved(ILogger logger, string jobId, string reason);
    }
}
