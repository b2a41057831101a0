using Amazon.CloudFront;
using Amazon.CloudFront.Model;

namespace Podcast.Functions.MediaRemoval;

/// <summary>
/// The distribution's caches. A path is what the edge function makes of the viewer's: the one that all subscribers share.
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
/// </summary>
internal sealed class EdgeCaches(Func<IAmazonCloudFront> cloudFront, string distributionId)
{
    /// <exception cref="TooManyInvalidationsInProgressException">CloudFront takes 15 paths with an asterisk at once; later it takes more.</exception>
    public Task InvalidateAsync(string prefix, CancellationToken cancellationToken) => cloudFront().CreateInvalidationAsync(
        new CreateInvalidationRequest(distributionId, new(new() { Quantity = 1, Items = [$"/{prefix}*"] }, $"{Guid.NewGuid():N}")), cancellationToken);
}
