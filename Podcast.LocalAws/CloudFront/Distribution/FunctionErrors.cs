using Podcast.LocalAws.CloudFront.Functions.Events;

namespace Podcast.LocalAws.CloudFront.Distribution;

/// <summary>What viewers get when a function failed: 502 for a result that is not allowed, else 503. The reason is in the log only.</summary>
internal static class FunctionErrors
{
    public static Task WriteAsync(ErrorResponder errors, HttpContext context, string requestId, FailureResult failure) =>
        failure.Kind == FunctionFailure.Validation
            ? errors.WriteAsync(context, requestId, StatusCodes.Status502BadGateway, "The function of this distribution returned a result that is not valid.")
            : errors.WriteAsync(
                context,
                requestId,
                StatusCodes.Status503ServiceUnavailable,
                "The function of this distribution failed or is not valid.",
                ResultTypes.FunctionExecutionError);
}
