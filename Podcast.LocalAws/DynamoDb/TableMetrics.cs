using Podcast.LocalAws.Core.Metrics;

namespace Podcast.LocalAws.DynamoDb;

/// <summary>The metrics of tables: what DynamoDB could not do. See https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html.</summary>
internal sealed class TableMetrics(IMetricRecorder recorder)
{
    private const int FirstServerError = 500;

    public void RecordError(IEnumerable<string> tables, string operation, string code, int statusCode)
    {
        var metric = code is "ProvisionedThroughputExceededException" or "ThrottlingException" or "RequestLimitExceeded" ? ServiceMetrics.TableThrottledRequests
            : statusCode >= FirstServerError ? ServiceMetrics.TableSystemErrors
            : null;
        if (metric is null)
        {
            return;
        }

        foreach (var table in tables)
        {
            recorder.Record(metric.Of(table, operation), 1, MetricUnits.Count);
        }
    }
}
