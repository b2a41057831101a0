using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Iam;

/// <summary>A session of a role.</summary>
/// <param name="Caller">The session as the caller of what is done inside this process.</param>
/// <param name="Credentials">The session's keys, for what is done by signed requests.</param>
internal sealed record AssumedRole(AwsCaller Caller, AwsCredentials Credentials);
