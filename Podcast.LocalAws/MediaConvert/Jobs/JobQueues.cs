using System.Globalization;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.MediaConvert.Jobs;

/// <summary>The account's default queue, and those of the stack as it is deployed at present.</summary>
internal sealed class JobQueues(StackHost stack)
{
    private const string Default = "Default";

    // Each job uses one processor or a little more.
    private static readonly int DefaultConcurrency = Math.Max(1, Environment.ProcessorCount / 2);

    /// <param name="nameOrArn">Null for the default queue.</param>
    /// <returns>Null when there is no such queue.</returns>
    public JobQueue? Find(string? nameOrArn)
    {
        var current = stack.Current;
        var prefix = current.Arns.MediaConvertQueue("");
        var name = nameOrArn is null ? Default
            : nameOrArn.StartsWith(prefix, StringComparison.Ordinal) ? nameOrArn[prefix.Length..]
            : nameOrArn;
        if (name == Default)
        {
            return new(prefix + Default, IsPaused: false, DefaultConcurrency);
        }

        return current.OfType("AWS::MediaConvert::Queue").FirstOrDefault(queue => queue.PhysicalId == name) is { } resource
            ? new(
                resource.GetAtt("Arn"),
                resource.Properties["Status"]?.ToString() == "PAUSED",
                int.TryParse(resource.Properties["ConcurrentJobs"]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
                    ? count
                    : DefaultConcurrency)
            : null;
    }
}
