using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Sqs;

/// <summary>The errors of the service. See https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html.</summary>
internal static class SqsErrors
{
    public static AwsException NoSuchQueue() => Bad("QueueDoesNotExist", "The specified queue does not exist.");

    public static AwsException Missing(string parameter) => Bad("MissingParameter", $"The request must contain the parameter {parameter}.");

    public static AwsException Invalid(string message) => Bad("InvalidParameterValue", message);

    public static AwsException OutOfRange(string parameter, object? value, long from, long to) =>
        Invalid($"Value {value} for parameter {parameter} is invalid. Reason: Must be between {from} and {to}, if provided.");

    public static AwsException TooLong(int maxBytes) =>
        Invalid($"One or more parameters are invalid. Reason: Message must be shorter than {maxBytes} bytes.");

    public static AwsException InvalidReceipt(string handle) =>
        Bad("ReceiptHandleIsInvalid", $"The input receipt handle \"{handle}\" is not a valid receipt handle.");

    /// <summary>The code by which clients of the Query protocol know an error.</summary>
    public static string QueryCode(string code) => code switch
    {
        "QueueDoesNotExist" => "AWS.SimpleQueueService.NonExistentQueue",
        "BatchEntryIdsNotDistinct" or "BatchRequestTooLong" or "EmptyBatchRequest" or "InvalidBatchEntryId" or "TooManyEntriesInBatchRequest"
            or "PurgeQueueInProgress" or "MessageNotInflight" => "AWS.SimpleQueueService." + code,
        _ => code,
    };

    public static AwsException Bad(string code, string message) => new(code, message, StatusCodes.Status400BadRequest);
}
