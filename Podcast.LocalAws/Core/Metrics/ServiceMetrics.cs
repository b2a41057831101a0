using static Podcast.LocalAws.Core.Metrics.MetricUnits;

namespace Podcast.LocalAws.Core.Metrics;

/// <summary>
/// Every metric that the services of LocalAws report of themselves. An alarm on any other metric of a service would never have data here. The names,
/// units and dimensions are those of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html.
/// </summary>
internal static class ServiceMetrics
{
    public static readonly ServiceMetric LambdaInvocations = OfFunction("Invocations", Count);
    public static readonly ServiceMetric LambdaErrors = OfFunction("Errors", Count);
    public static readonly ServiceMetric LambdaThrottles = OfFunction("Throttles", Count);
    public static readonly ServiceMetric LambdaDuration = OfFunction("Duration", Milliseconds);
    public static readonly ServiceMetric LambdaConcurrentExecutions = OfFunction("ConcurrentExecutions", Count);
    public static readonly ServiceMetric LambdaIteratorAge = OfFunction("IteratorAge", Milliseconds);
    public static readonly ServiceMetric LambdaAsyncEventsReceived = OfFunction("AsyncEventsReceived", Count);
    public static readonly ServiceMetric LambdaAsyncEventAge = OfFunction("AsyncEventAge", Milliseconds);
    public static readonly ServiceMetric LambdaAsyncEventsDropped = OfFunction("AsyncEventsDropped", Count);

    public static readonly ServiceMetric QueueVisible = OfQueue("ApproximateNumberOfMessagesVisible", Count);
    public static readonly ServiceMetric QueueNotVisible = OfQueue("ApproximateNumberOfMessagesNotVisible", Count);
    public static readonly ServiceMetric QueueDelayed = OfQueue("ApproximateNumberOfMessagesDelayed", Count);
    public static readonly ServiceMetric QueueOldestAge = OfQueue("ApproximateAgeOfOldestMessage", Seconds);

    public static readonly ServiceMetric EdgeRequests = OfDistribution("Requests", None);
    public static readonly ServiceMetric Edge4xxErrorRate = OfDistribution("4xxErrorRate", Percent);
    public static readonly ServiceMetric Edge5xxErrorRate = OfDistribution("5xxErrorRate", Percent);
    public static readonly ServiceMetric EdgeTotalErrorRate = OfDistribution("TotalErrorRate", Percent);

    public static readonly ServiceMetric EdgeFunctionInvocations = OfEdgeFunction("FunctionInvocations", None);
    public static readonly ServiceMetric EdgeFunctionValidationErrors = OfEdgeFunction("FunctionValidationErrors", None);
    public static readonly ServiceMetric EdgeFunctionExecutionErrors = OfEdgeFunction("FunctionExecutionErrors", None);
    public static readonly ServiceMetric EdgeFunctionComputeUtilization = OfEdgeFunction("FunctionComputeUtilization", Percent);
    public static readonly ServiceMetric EdgeFunctionThrottles = OfEdgeFunction("FunctionThrottles", None);

    public static readonly ServiceMetric TableThrottledRequests = new("AWS/DynamoDB", "ThrottledRequests", Count, "TableName", "Operation");
    public static readonly ServiceMetric TableSystemErrors = new("AWS/DynamoDB", "SystemErrors", Count, "TableName", "Operation");

    public static readonly ServiceMetric BucketSize = OfBucket("BucketSizeBytes", Bytes);
    public static readonly ServiceMetric BucketObjects = OfBucket("NumberOfObjects", Count);

    public static readonly ServiceMetric JobsCompleted = OfTranscodingQueue("JobsCompletedCount", Count);
    public static readonly ServiceMetric JobsErrored = OfTranscodingQueue("JobsErroredCount", Count);

    public static readonly ServiceMetric ScheduleAttempts = OfScheduleGroup("InvocationAttemptCount");
    public static readonly ServiceMetric ScheduleTargetErrors = OfScheduleGroup("TargetErrorCount");
    public static readonly ServiceMetric ScheduleDropped = OfScheduleGroup("InvocationDroppedCount");
    public static readonly ServiceMetric ScheduleDeadLettered = OfScheduleGroup("InvocationsSentToDeadLetterCount");

    public static IReadOnlyList<ServiceMetric> All { get; } =
    [
        LambdaInvocations, LambdaErrors, LambdaThrottles, LambdaDuration, LambdaConcurrentExecutions, LambdaIteratorAge,
        LambdaAsyncEventsReceived, LambdaAsyncEventAge, LambdaAsyncEventsDropped,
        QueueVisible, QueueNotVisible, QueueDelayed, QueueOldestAge,
        EdgeRequests, Edge4xxErrorRate, Edge5xxErrorRate, EdgeTotalErrorRate,
        EdgeFunctionInvocations, EdgeFunctionValidationErrors, EdgeFunctionExecutionErrors, EdgeFunctionComputeUtilization, EdgeFunctionThrottles,
        TableThrottledRequests, TableSystemErrors,
        BucketSize, BucketObjects,
        JobsCompleted, JobsErrored,
        ScheduleAttempts, ScheduleTargetErrors, ScheduleDropped, ScheduleDeadLettered,
    ];

    /// <summary>CloudFront's metrics have this as their second dimension.</summary>
    public const string GlobalRegion = "Global";

    private static ServiceMetric OfFunction(string name, string unit) => new("AWS/Lambda", name, unit, "FunctionName");

    private static ServiceMetric OfQueue(string name, string unit) => new("AWS/SQS", name, unit, "QueueName");

    private static ServiceMetric OfDistribution(string name, string unit) => new("AWS/CloudFront", name, unit, "DistributionId", "Region");

    private static ServiceMetric OfEdgeFunction(string name, string unit) => new("AWS/CloudFront", name, unit, "FunctionName", "Region");

    private static ServiceMetric OfBucket(string name, string unit) => new("AWS/S3", name, unit, "BucketName", "StorageType");

    private static ServiceMetric OfTranscodingQueue(string name, string unit) => new("AWS/MediaConvert", name, unit, "Queue");

    private static ServiceMetric OfScheduleGroup(string name) => new("AWS/Scheduler", name, Count, "ScheduleGroup");
}
