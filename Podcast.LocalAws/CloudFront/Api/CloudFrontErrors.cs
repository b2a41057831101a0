using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.CloudFront.Api;

/// <summary>The errors that several operations of CloudFront's API have. See https://docs.aws.amazon.com/cloudfront/latest/APIReference/CommonErrors.html.</summary>
internal static class CloudFrontErrors
{
    public static AwsException InvalidArgument(string message) => new("InvalidArgument", message, StatusCodes.Status400BadRequest);

    public static AwsException InconsistentQuantities(string list) =>
        new("InconsistentQuantities", $"The value of Quantity and the size of Items don't match in {list}.", StatusCodes.Status400BadRequest);

    public static AwsException NotFound(string code, string message) => new(code, message, StatusCodes.Status404NotFound);

    public static AwsException NoSuchDistribution() => NotFound("NoSuchDistribution", "The specified distribution does not exist.");

    /// <summary>Checks that the caller has seen the current version.</summary>
    /// <exception cref="AwsException">There is no If-Match header, or it names another version.</exception>
    public static void RequireIfMatch(HttpContext context, string etag)
    {
        var ifMatch = context.Request.Headers.IfMatch.ToString();
        if (ifMatch.Length == 0)
        {
            throw new AwsException("InvalidIfMatchVersion", "The If-Match version is missing or not valid for the resource.", StatusCodes.Status400BadRequest);
        }

        if (ifMatch != etag)
        {
            throw new AwsException(
                "PreconditionFailed", "The precondition in one or more of the request fields evaluated to false.", StatusCodes.Status412PreconditionFailed);
        }
    }
}
