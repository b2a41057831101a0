using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.CloudWatch.Api;

/// <summary>Errors of the API, by their names in its model; the Query protocol has other names for some.</summary>
internal static class CloudWatchErrors
{
    public static AwsException Invalid(string message) => new("InvalidParameterValueException", message, StatusCodes.Status400BadRequest);

    public static AwsException InvalidCombination(string message) => new("InvalidParameterCombinationException", message, StatusCodes.Status400BadRequest);

    public static AwsException Missing(string parameter) =>
        new("MissingRequiredParameterException", $"The parameter {parameter} is required.", StatusCodes.Status400BadRequest);

    public static AwsException InvalidFormat(string message) => new("InvalidFormatFault", message, StatusCodes.Status400BadRequest);

    public static AwsException InvalidToken() => new("InvalidNextToken", "The token is not valid.", StatusCodes.Status400BadRequest);

    public static AwsException NoSuchAlarm(string name) => new("ResourceNotFound", $"There is no alarm with the name {name}.", StatusCodes.Status404NotFound);

    public static AwsException NoSuchDashboard(string name) =>
        new("DashboardNotFoundError", $"Dashboard {name} does not exist.", StatusCodes.Status404NotFound);

    public static AwsException TooManyMetrics(int limit) => new(
        "LimitExceededFault",
        $"LocalAws keeps {limit} metrics, and as many were reported within the last hour. Each set of dimensions is a metric of its own: use fewer.",
        StatusCodes.Status400BadRequest);

    public static AwsException TooLarge(long bytes) =>
        new("RequestEntityTooLarge", $"The request is larger than {bytes} bytes.", StatusCodes.Status413PayloadTooLarge);

    /// <summary>The code by which the Query protocol knows an error.</summary>
    public static string QueryCode(string code) => code switch
    {
        "InvalidParameterValueException" => "InvalidParameterValue",
        "InvalidParameterCombinationException" => "InvalidParameterCombination",
        "MissingRequiredParameterException" => "MissingParameter",
        "InvalidFormatFault" => "InvalidFormat",
        "LimitExceededFault" => "LimitExceeded",
        "DashboardNotFoundError" => "ResourceNotFound",
        _ => code,
    };
}
