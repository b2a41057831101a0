using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Faults;

namespace Podcast.LocalAws.Host.Faults;

/// <summary>The errors that services give when they are busy, down or in conflict, from their API references' pages of errors.</summary>
internal static class FaultErrors
{
    public static AwsException Of(string service, FaultKind kind) => kind switch
    {
        FaultKind.Throttle => Throttled(service),
        FaultKind.Conflict => Conflict(service),
        _ => Down(service),
    };

    private static AwsException Throttled(string service) => service switch
    {
        "dynamodb" => new(
            "ProvisionedThroughputExceededException",
            "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.",
            400),
        "s3" => new("SlowDown", "Please reduce your request rate.", 503),
        "lambda" => new("TooManyRequestsException", "Rate Exceeded.", 429),
        "sqs" => new("RequestThrottled", "Request is throttled.", 400),
        "mediaconvert" => new("TooManyRequestsException", "Too Many Requests", 429),
        "cloudformation" or "sts" => new("Throttling", "Rate exceeded", 400),
        "events" or "ssm" => new("ThrottlingException", "Rate exceeded", 400),
        _ => new("ThrottlingException", "Rate exceeded", 429),
    };

    private static AwsException Down(string service) => service switch
    {
        "s3" => new("ServiceUnavailable", "Service is unable to handle request.", 503),
        "lambda" => new("ServiceException", "The service is unavailable.", 503),
        "cloudfront-keyvaluestore" or "scheduler" => new("InternalServerException", "The service is unavailable.", 503),
        "dynamodb" or "sqs" or "cloudformation" or "sts" => new("ServiceUnavailable", "The service is unavailable. Please retry.", 503),
        _ => new("ServiceUnavailableException", "The service is unavailable.", 503),
    };

    private static AwsException Conflict(string service) => service switch
    {
        "dynamodb" => new("TransactionConflictException", "Transaction is ongoing for the item", 400),
        "s3" => new("OperationAborted", "A conflicting conditional operation is currently in progress against this resource. Please try again.", 409),
        "lambda" => new("ResourceConflictException", "The operation conflicts with the resource's availability.", 409),
        "cloudfront-keyvaluestore" => new("ConflictException", "The key value store was changed by another writer.", 409),
        _ => new("ConflictException", "The resource is being changed by another caller.", 409),
    };
}
