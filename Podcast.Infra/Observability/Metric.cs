using Podcast.Infra.Core;
using Podcast.Infra.Delivery;
using Podcast.Infra.Functions;

namespace Podcast.Infra.Observability;

/// <summary>One metric of CloudWatch, with the statistic that matters of it.</summary>
internal sealed record Metric(string Namespace, string Name, string Statistic, params (string Name, string Value)[] Dimensions)
{
    /// <summary>In seconds.</summary>
    public int Period { get; init; } = 300;

    /// <summary>What the dashboard calls it; <see langword="null"/>: its name.</summary>
    public string? Label { get; init; }

    /// <summary>One of the functions' own, see docs/telemetry.md.</summary>
    public static Metric OfPodcast(string name, string statistic) => new("Podcast", name, statistic);

    /// <summary>One that Lambda keeps of a function.</summary>
    public static Metric OfFunction(PodcastFunction function, string name, string statistic)
        => new("AWS/Lambda", name, statistic, ("FunctionName", function.Function.FunctionName)) { Label = $"{function.Name}" };

    /// <summary>One that CloudFront keeps of the distribution.</summary>
    public static Metric OfDistribution(PodcastDistribution delivery, string name, string statistic)
        => new("AWS/CloudFront", name, statistic, ("DistributionId", delivery.Distribution.Ref), ("Region", "Global"));

    /// <summary>One that CloudFront keeps of the edge function.</summary>
    public static Metric OfEdgeFunction(PodcastDistribution delivery, string name, string statistic)
        => new("AWS/CloudFront", name, statistic, ("FunctionName", delivery.EdgeFunctionName), ("Region", "Global"));

    /// <summary>How many messages wait in a queue.</summary>
    public static Metric OfQueue(FailureQueue queue) => new("AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum", ("QueueName", queue.Name));
}
