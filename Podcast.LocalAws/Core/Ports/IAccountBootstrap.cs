namespace Podcast.LocalAws.Core.Ports;

/// <summary>Creates what <c>cdk bootstrap</c> leaves in an account. It happens at the first request that may depend on it, not at start.</summary>
internal interface IAccountBootstrap
{
    /// <summary>The bucket of assets.</summary>
    string AssetBucket { get; }

    /// <summary>Returns when the account is bootstrapped.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);
}
