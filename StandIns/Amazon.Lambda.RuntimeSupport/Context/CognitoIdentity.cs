using System.Text.Json.Nodes;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

internal sealed class CognitoIdentity : ICognitoIdentity
{
    public string? IdentityId { get; private init; }

    public string? IdentityPoolId { get; private init; }

    internal static CognitoIdentity FromJson(string? json)
    {
        var node = string.IsNullOrWhiteSpace(json) ? null : JsonNode.Parse(json);
        return new CognitoIdentity
        {
            IdentityId = (string?)node?["cognitoIdentityId"],
            IdentityPoolId = (string?)node?["cognitoIdentityPoolId"],
        };
    }
}
