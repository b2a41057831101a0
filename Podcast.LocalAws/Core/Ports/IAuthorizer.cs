namespace Podcast.LocalAws.Core.Ports;

/// <summary>
/// Authorizes callers as IAM does within one account: an explicit deny, then what an identity policy or a resource
/// policy allows, else no. Every operation is authorized with the action names and ARNs of
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html.
/// Each refusal is logged and recorded on the current span.
/// </summary>
internal interface IAuthorizer
{
    /// <summary>Returns when the caller may; throws the error that the action's service gives otherwise.</summary>
    /// <param name="caller">The caller: a role's session, the developer, or a service principal with the resource it acts for.</param>
    /// <param name="action">Such as <c>dynamodb:GetItem</c>.</param>
    /// <param name="resourceArn">What is acted upon; <c>*</c> where AWS knows no resource for the action.</param>
    /// <param name="conditionKeys">The service's own condition keys, such as <c>s3:prefix</c>. The global ones are added.</param>
    /// <exception cref="AwsException">The caller may not.</exception>
    void Authorize(AwsCaller caller, string action, string resourceArn, IReadOnlyDictionary<string, string>? conditionKeys = null);

    /// <summary>The decision as a value, where a refusal is not an AWS error.</summary>
    AccessDecision Evaluate(AwsCaller caller, string action, string resourceArn, IReadOnlyDictionary<string, string>? conditionKeys = null);
}
