using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.Tests.Integration.Alarms;

/// <summary>Writes the functions' own metrics, as they do: a line of the embedded metric format in their log.</summary>
internal static class OwnMetrics
{
    /// <param name="services">Those of the local AWS; the metric has the time of its clock.</param>
    /// <param name="metric">One of <see cref="Podcast.Functions.Hosting.FunctionMetric"/>.</param>
    /// <param name="value">In the metric's unit.</param>
    public static void Write(IServiceProvider services, string metric, double value)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var line = new JsonObject
        {
            ["_aws"] = new JsonObject
            {
                ["Timestamp"] = now.ToUnixTimeMilliseconds(),
                ["CloudWatchMetrics"] = new JsonArray(new JsonObject
                {
                    ["Namespace"] = "Podcast",
                    ["Dimensions"] = new JsonArray(new JsonArray()),
                    ["Metrics"] = new JsonArray(new JsonObject { ["Name"] = metric, ["Unit"] = "Count" }),
                }),
            },
            [metric] = value,
        };
        foreach (var sink in services.GetServices<IFunctionLogSink>())
        {
            sink.Write(new("any", "/aws/lambda/any", "stream", now, line.ToJsonString()));
        }
    }
}
