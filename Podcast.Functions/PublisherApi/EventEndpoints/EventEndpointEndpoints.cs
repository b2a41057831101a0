using System.Net;
using Podcast.Functions.Domain;
using Podcast.Functions.Hosting;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.Storage;

namespace Podcast.Functions.PublisherApi.EventEndpoints;

/// <summary><c>GET</c>, <c>PUT</c> and <c>DELETE /event-endpoint</c>: where events are sent besides the event bus.</summary>
internal sealed class EventEndpointEndpoints(EventEndpointTable endpoints, bool allowsPrivateAddresses, TimeProvider time)
{
    public async Task<ApiResult> GetAsync(CancellationToken cancellationToken) =>
        await endpoints.FindAsync(cancellationToken).ConfigureAwait(false) is { } endpoint ? Respond(200, endpoint) : NotFound();

    public async Task<ApiResult> PutAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (body, problem) = BodyReader.Read<EventEndpointRequest>(request);
        if (body is null)
        {
            return problem!;
        }

        var read = await endpoints.FindAsync(cancellationToken).ConfigureAwait(false);
        if (Preconditions.Check(request, read?.Version ?? 0) is { } failed)
        {
            return failed;
        }

        var errors = new FieldErrors();
        var url = ReadUrl(body.Url, errors);
        var secrets = body.Secrets is null && read is not null ? read.Secrets : ReadSecrets(body.Secrets, errors);
        if (errors.Any)
        {
            return errors.ToProblem();
        }

        var endpoint = new EventEndpoint
        {
            Url = url!,
            Secrets = secrets,
            Version = (read?.Version ?? 0) + 1,
            UpdatedAt = time.GetUtcNow().ToUnixTimeSeconds(),
        };
        return await endpoints.TryWriteAsync(endpoint, cancellationToken).ConfigureAwait(false) ? Respond(read is null ? 201 : 200, endpoint) : Conflict();
    }

    public async Task<ApiResult> DeleteAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (Preconditions.Require(request) is { } required)
        {
            return required;
        }

        if (await endpoints.FindAsync(cancellationToken).ConfigureAwait(false) is not { } endpoint)
        {
            return NotFound();
        }

        if (Preconditions.Check(request, endpoint.Version) is { } failed)
        {
            return failed;
        }

        return await endpoints.TryDeleteAsync(endpoint, cancellationToken).ConfigureAwait(false) ? new ApiResult(204, null) : Conflict();
    }

    private Uri? ReadUrl(string? sent, FieldErrors errors)
    {
        var isValid = Uri.TryCreate(sent, UriKind.Absolute, out var url)
            && sent!.Length <= FieldErrors.MaxAddress
            && url is { UserInfo: "", Fragment: "" }
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && allowsPrivateAddresses));
        errors.Require(isValid, "url", $"Has to be an https address of at most {FieldErrors.MaxAddress} characters, without user and fragment.");
        errors.Require(
            !isValid || allowsPrivateAddresses || IsMaybePublic(url!),
            "url",
            "Has to be an address of the internet: this one is of a private network.");
        return isValid ? url : null;
    }

    // What a name resolves to is checked with every connection.
    private static bool IsMaybePublic(Uri url) => IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var address) ? PublicAddress.IsPublic(address) : !url.IsLoopback;

    private static string[] ReadSecrets(IReadOnlyList<string?>? sent, FieldErrors errors)
    {
        var secrets = (sent ?? []).Select(secret => secret ?? "").ToArray();
        errors.Require(
            secrets.Length is > 0 and <= EventEndpoint.MaxSecrets && secrets.All(secret => WebhookSecret.TryRead(secret, out _)),
            "secrets",
            $"Has to be one or two, newest first; each is {WebhookSecret.Rule}.");
        return secrets;
    }

    private static ApiResult Respond(int status, EventEndpoint endpoint) => new(status, EventEndpointResponse.From(endpoint))
    {
        ETag = Preconditions.ETag(endpoint.Version),
        Location = status == 201 ? "/event-endpoint" : null,
    };

    private static Problem NotFound() => Problem.NotFound("An address for events");

    private static Problem Conflict() => Problem.Conflict("The address was changed in the meantime. Send the request again.");
}
