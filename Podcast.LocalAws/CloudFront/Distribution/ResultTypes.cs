namespace Podcast.LocalAws.CloudFront.Distribution;

/// <summary>How a response was found, for <c>X-Cache</c>, the span and the log. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html.</summary>
internal static class ResultTypes
{
    public const string Hit = "Hit";
    public const string RefreshHit = "RefreshHit";
    public const string Miss = "Miss";
    public const string Error = "Error";
    public const string FunctionGeneratedResponse = "FunctionGeneratedResponse";
    public const string FunctionExecutionError = "FunctionExecutionError";
}
