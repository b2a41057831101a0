using System.Diagnostics;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.PublisherApi.Subscribers;
using Podcast.Functions.Storage;

namespace Podcast.Functions.PublisherApi.Providers;

/// <summary><c>GET</c>, <c>PUT</c> and <c>DELETE /providers/{provider}</c>: whose webhooks are taken, and what their prices buy.</summary>
internal sealed class ProviderEndpoints(ProviderTable providers, SigningKeyTable keys, CatalogTable catalog, TimeProvider time)
{
    private const int MaxPlans = 100;
    private const int MinSecretLength = 16;
    private const int MaxSecretLength = 255;
    private const long DefaultGraceSeconds = 3 * 24 * 60 * 60;
    private const long MaxGraceSeconds = 31 * 24 * 60 * 60;

    public async Task<ApiResult> GetAsync(string name, CancellationToken cancellationToken) =>
        Slug.IsValid(name) && await providers.FindAsync(name, cancellationToken).ConfigureAwait(false) is { } provider
            ? Respond(200, provider)
            : NotFound();

    public async Task<ApiResult> PutAsync(string name, ApiRequest request, CancellationToken cancellationToken)
    {
        var (body, problem) = BodyReader.Read<ProviderRequest>(request);
        if (body is null)
        {
            return problem!;
        }

        if (!Slug.IsValid(name))
        {
            return Problem.InvalidQuery($"A provider's name has to be {Slug.Rule}.");
        }

        var read = await providers.FindAsync(name, cancellationToken).ConfigureAwait(false);
        if (Preconditions.Check(request, read?.Version ?? 0) is { } failed)
        {
            return failed;
        }

        var errors = new FieldErrors();
        var scheme = body.Scheme is null && read is not null ? read.Scheme : WebhookSchemeText.Read(body.Scheme ?? name);
        errors.Require(scheme is not null, "scheme", $"Has to be {WebhookSchemeText.Rule}: how its webhooks are signed, and what is in them.");
        var provider = new Provider
        {
            Name = name,
            Scheme = scheme ?? default,
            Secrets = body.Secrets is null && read is not null ? read.Secrets : ReadSecrets(body.Secrets, scheme, errors),
            Plans = ReadPlans(body.Plans, errors),
            GraceSeconds = body.GraceSeconds ?? DefaultGraceSeconds,
            Version = (read?.Version ?? 0) + 1,
            UpdatedAt = time.GetUtcNow().ToUnixTimeSeconds(),
        };
        errors.Require(provider.GraceSeconds is >= 0 and <= MaxGraceSeconds, "graceSeconds", $"Has to be 0 to {MaxGraceSeconds}.");
        if (!errors.Any)
        {
            string[] shows = [.. provider.Plans.Values.SelectMany(plan => plan.Shows).Distinct(StringComparer.Ordinal)];
            await SubscriberFields.RequireShowsAsync(catalog, shows, errors, cancellationToken, "plans").ConfigureAwait(false);
        }

        if (errors.Any)
        {
            return errors.ToProblem();
        }

        // The provider's first event needs a signing key, and the function that takes it may write none.
        await keys.GetOrCreateCurrentAsync(Activity.Current?.Id, cancellationToken).ConfigureAwait(false);
        return await providers.TryWriteAsync(provider, cancellationToken).ConfigureAwait(false) ? Respond(read is null ? 201 : 200, provider)
            : Problem.Conflict("The provider was changed in the meantime. Send the request again.");
    }

    public async Task<ApiResult> DeleteAsync(string name, ApiRequest request, CancellationToken cancellationToken)
    {
        if (Preconditions.Require(request) is { } required)
        {
            return required;
        }

        if (!Slug.IsValid(name) || await providers.FindAsync(name, cancellationToken).ConfigureAwait(false) is not { } provider)
        {
            return NotFound();
        }

        if (Preconditions.Check(request, provider.Version) is { } failed)
        {
            return failed;
        }

        return await providers.TryDeleteAsync(provider, cancellationToken).ConfigureAwait(false)
            ? new ApiResult(204, null)
            : Problem.Conflict("The provider was changed in the meantime. Send the request again.");
    }

    private static string[] ReadSecrets(IReadOnlyList<string?>? sent, WebhookScheme? scheme, FieldErrors errors)
    {
        var secrets = (sent ?? []).Select(secret => secret ?? "").ToArray();
        errors.Require(
            secrets.Length is > 0 and <= Provider.MaxSecrets
            && secrets.All(secret => secret.Length is >= MinSecretLength and <= MaxSecretLength && SubscriberFields.IsName(secret)),
            "secrets",
            $"Has to be one or two texts of {MinSecretLength} to {MaxSecretLength} printable ASCII characters, newest first.");
        errors.Require(
            scheme != WebhookScheme.StandardWebhooks || secrets.All(secret => WebhookSecret.TryRead(secret, out _)),
            "secrets",
            $"Each has to be {WebhookSecret.Rule}.");
        return secrets;
    }

    private static Dictionary<string, ProviderPlan> ReadPlans(IReadOnlyList<ProviderPlanBody?>? sent, FieldErrors errors)
    {
        var plans = new Dictionary<string, ProviderPlan>(StringComparer.Ordinal);
        errors.Require(sent is { Count: > 0 and <= MaxPlans }, "plans", $"Has to name 1 to {MaxPlans} prices and what they buy.");
        for (var i = 0; i < Math.Min(sent?.Count ?? 0, MaxPlans); i++)
        {
            var price = sent![i]?.Price ?? "";
            var plan = SubscriberFields.ReadPlan(sent[i]?.Plan ?? "", errors);
            var shows = SubscriberFields.ReadShows(sent[i]?.Shows, errors, $"plans/{i}/shows");
            errors.Require(
                SubscriberFields.IsName(price) && plans.TryAdd(price, new(plan, shows)), $"plans/{i}/price", "Has to be a price's id, each only once.");
        }

        return plans;
    }

    private static ApiResult Respond(int status, Provider provider) => new(status, ProviderResponse.From(provider))
    {
        ETag = Preconditions.ETag(provider.Version),
        Location = status == 201 ? $"/providers/{provider.Name}" : null,
    };

    private static Problem NotFound() => Problem.NotFound("This provider");
}
