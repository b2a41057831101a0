using System.Text;

namespace Podcast.LocalAws.Auth;

/// <summary>A key pair, with a session token when it is temporary. Its text shows the access key only.</summary>
internal sealed record AwsCredentials(string AccessKeyId, string SecretAccessKey, string? SessionToken)
{
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("AccessKeyId = ").Append(AccessKeyId);
        return true;
    }
}
