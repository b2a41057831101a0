using System.Security.Cryptography;
using Amazon.Runtime;
using Podcast.AppHost.Startup;
using Podcast.Client;

namespace Podcast.AppHost.LocalAws;

/// <summary>
/// The local AWS: the endpoint that SDKs call, the distribution's viewer side and the function URLs of publishers and payment providers, with the keys of the
/// administrator of this run's account.
/// </summary>
internal sealed class LocalAwsResource(IResourceBuilder<ProjectResource> project, string region, StartupDeadline deadline)
{
    public IResourceBuilder<ProjectResource> Project { get; } = project;

    /// <summary>The endpoint that SDKs call.</summary>
    public EndpointReference Api => Project.GetEndpoint(LocalAwsEndpoints.Api);

    /// <summary>
    /// What <c>AWS_ENDPOINT_URL</c> has to be: an SDK puts a bucket's name in front of the name localhost, which few systems find then; before an address it
    /// does not.
    /// </summary>
    public string SdkEndpoint => new UriBuilder(Api.Url) { Host = "127.0.0.1" }.Uri.GetLeftPart(UriPartial.Authority);

    /// <summary>The distribution, as a podcast app reaches it.</summary>
    public EndpointReference Edge => Project.GetEndpoint(LocalAwsEndpoints.Edge);

    /// <summary>The publisher API's function URL.</summary>
    public EndpointReference Publisher => Project.GetEndpoint(LocalAwsEndpoints.Publisher);

    /// <summary>The function URL that payment providers call.</summary>
    public EndpointReference Webhooks => Project.GetEndpoint(LocalAwsEndpoints.Webhooks);

    /// <summary>The publisher API, as the administrator of this run's account.</summary>
    public PublisherConnection PublisherConnection => new(
        new(Publisher.Url), new(Edge.Url), Region, new BasicAWSCredentials(AccessKeyId, SecretAccessKey));

    public string Region { get; } = region;

    /// <summary>Until when calls without a response are retried while everything starts.</summary>
    public StartupDeadline Deadline { get; } = deadline;

    // New for each run, so that no page in the developer's browser can know them.
    public string AccessKeyId { get; } = "AKIA" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16);

    public string SecretAccessKey { get; } = RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 40);
}
