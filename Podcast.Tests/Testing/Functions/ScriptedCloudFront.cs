using Amazon;
using Amazon.CloudFront;
using Amazon.CloudFront.Model;

namespace Podcast.Tests.Testing.Functions;

/// <summary>Keeps the paths that are invalidated, and refuses as CloudFront does when too many are.</summary>
internal sealed class ScriptedCloudFront() : AmazonCloudFrontClient("access", "secret", RegionEndpoint.USEast1)
{
    public List<string> Paths { get; } = [];

    public bool IsBusy { get; set; }

    public override Task<CreateInvalidationResponse> CreateInvalidationAsync(CreateInvalidationRequest request, CancellationToken cancellationToken = default)
    {
        if (IsBusy)
        {
            throw new TooManyInvalidationsInProgressException("Processing your request will cause you to exceed the maximum number of in-progress wildcard invalidations.");
        }

        Paths.AddRange(request.InvalidationBatch.Paths.Items);
        return Task.FromResult(new CreateInvalidationResponse());
    }
}
