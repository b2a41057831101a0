namespace Podcast.LocalAws.Core.Protocols;

/// <summary>A permission that the caller of an operation needs.</summary>
/// <param name="Action">Such as <c>dynamodb:GetItem</c>.</param>
/// <param name="ResourceArn">What is acted upon; <c>*</c> where AWS defines no resource for the action.</param>
/// <param name="ConditionKeys">The service's own condition keys of the request.</param>
internal sealed record RequiredPermission(string Action, string ResourceArn, IReadOnlyDictionary<string, string>? ConditionKeys = null);
