using System.Text;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.S3;

/// <summary>The canonical user that owns every bucket and object.</summary>
internal sealed class S3Owner(LocalAwsOptions options)
{
    public string Id { get; } = SigV4.Hash(Encoding.UTF8.GetBytes(options.AccountId));
}
