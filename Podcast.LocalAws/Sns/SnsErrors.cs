using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Sns;

/// <summary>Errors of the API. See https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors.</summary>
internal static class SnsErrors
{
    public static AwsException NoSuchTopic() => new("NotFound", "Topic does not exist", StatusCodes.Status404NotFound);

    public static AwsException Invalid(string message) => new("InvalidParameter", $"Invalid parameter: {message}", StatusCodes.Status400BadRequest);
}
