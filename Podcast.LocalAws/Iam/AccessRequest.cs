using Podcast.LocalAws.Core;
using Podcast.LocalAws.Iam.Conditions;

namespace Podcast.LocalAws.Iam;

/// <summary>A request to the policies.</summary>
/// <param name="Caller">Who makes the request.</param>
/// <param name="Action">Such as <c>s3:GetObject</c>.</param>
/// <param name="ResourceArn">What is acted upon.</param>
/// <param name="Context">The condition keys and their values.</param>
internal sealed record AccessRequest(AwsCaller Caller, string Action, string ResourceArn, ConditionContext Context);
