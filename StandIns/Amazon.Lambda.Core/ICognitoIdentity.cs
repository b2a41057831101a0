#nullable disable

namespace Amazon.Lambda.Core;

/// <summary>The Amazon Cognito identity that authorized the request.</summary>
public interface ICognitoIdentity
{
    /// <summary>Identity; null when there is none.</summary>
    string IdentityId { get; }

    /// <summary>Pool of the identity; null when there is none.</summary>
    string IdentityPoolId { get; }
}
