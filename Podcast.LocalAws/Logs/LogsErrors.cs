using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Logs;

/// <summary>The errors of the service. See https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html.</summary>
internal static class LogsErrors
{
    public static AwsException NoSuchGroup() => new("ResourceNotFoundException", "The specified log group does not exist.", StatusCodes.Status400BadRequest);

    public static AwsException NoSuchStream() => new("ResourceNotFoundException", "The specified log stream does not exist.", StatusCodes.Status400BadRequest);

    public static AwsException Invalid(string message) => new("InvalidParameterException", message, StatusCodes.Status400BadRequest);
}
