using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.MediaConvert;

/// <summary>The errors of the API. See https://docs.aws.amazon.com/mediaconvert/latest/apireference/jobs.html.</summary>
internal static class MediaConvertErrors
{
    public static AwsException BadRequest(string message) => new("BadRequestException", message, StatusCodes.Status400BadRequest);

    /// <summary>A setting is invalid; MediaConvert names it by its path in the settings.</summary>
    public static AwsException Invalid(string path, string reason) => BadRequest($"{path}: {reason}");

    public static AwsException NotFound(string message) => new("NotFoundException", message, StatusCodes.Status404NotFound);

    public static AwsException Conflict(string message) => new("ConflictException", message, StatusCodes.Status409Conflict);

    public static AwsException TooManyRequests(string message) => new("TooManyRequestsException", message, StatusCodes.Status429TooManyRequests);
}
