using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Iam;
using Podcast.LocalAws.Iam.Conditions;

namespace Podcast.LocalAws.Lambda.FunctionUrls;

/// <summary>
/// Calling a function URL takes two permissions since October 2025, whether or not the URL requires a signature.
/// See https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html.
/// </summary>
internal sealed class FunctionUrlAuthorization(IAuthorizer authorizer, LocalAwsOptions options)
{
    private const string Forbidden =
        "Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html";

    /// <param name="caller">Who signed; <see langword="null"/> for a URL that does not require a signature.</param>
    /// <param name="functionArn">The function.</param>
    /// <param name="url">Its URL.</param>
    /// <exception cref="AwsException">Forbidden. The missing permission is logged and on the span, and hidden from the caller.</exception>
    public void Authorize(AwsCaller? caller, string functionArn, FunctionUrlConfiguration url)
    {
        caller ??= new(Principals.Anonymous, options.AccountId, "", null);
        var authType = url.RequiresSignature ? "AWS_IAM" : "NONE";
        Require(caller, "lambda:InvokeFunctionUrl", functionArn, ConditionKeys.FunctionUrlAuthType, authType);
        Require(caller, "lambda:InvokeFunction", functionArn, ConditionKeys.InvokedViaFunctionUrl, "true");
    }

    private void Require(AwsCaller caller, string action, string functionArn, string key, string value)
    {
        if (!authorizer.Evaluate(caller, action, functionArn, new Dictionary<string, string> { [key] = value }).IsAllowed)
        {
            throw new AwsException("AccessDeniedException", Forbidden, StatusCodes.Status403Forbidden);
        }
    }
}
