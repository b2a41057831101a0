using System.Globalization;
using Podcast.Functions.Domain;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.Storage;
using Podcast.Functions.Subscriptions;

namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>Does what one line of an import says.</summary>
internal sealed class LineImporter(SubscriberTable subscribers, SubscriberCreator creator, SubscriberChanger changer, TimeProvider time)
{
    /// <summary>A line makes one subscription, however often it is sent.</summary>
    public async Task<ImportLine> CreateAsync(string import, int line, SubscriberDraft draft, CancellationToken cancellationToken)
    {
        var id = SubscriberId.OfLine(import, line.ToString(CultureInfo.InvariantCulture));
        var creation = await creator.CreateAsync(draft, id, cancellationToken).ConfigureAwait(false);
        return creation.Outcome switch
        {
            CreationOutcome.Created => new(line, ImportLine.Created, creation.Subscriber!.Id, null),
            CreationOutcome.Added => new(line, ImportLine.Added, creation.Subscriber!.Id, null),
            CreationOutcome.Repeated => new(line, ImportLine.Exists, creation.Subscriber!.Id, null),
            CreationOutcome.Deleted => Fail(line, Problem.Deleted()),
            CreationOutcome.Reused => Fail(
                line, Problem.KeyReused() with { Detail = "This line of this import said something else before. Use another import's id for another file." }),
        };
    }

    /// <summary>Makes the subscription that the line names as the line says; without one, it is created. A repetition finds it so.</summary>
    public async Task<ImportLine> UpsertAsync(int line, ImportRequest request, SubscriberDraft draft, CancellationToken cancellationToken)
    {
        if (await FindAsync(request, draft.Email, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            var creation = await creator.CreateAsync(draft, null, cancellationToken).ConfigureAwait(false);
            return new(line, creation.Outcome == CreationOutcome.Created ? ImportLine.Created : ImportLine.Added, creation.Subscriber!.Id, null);
        }

        if (draft.Email is { } email
            && await subscribers.FindByEmailAsync(email, cancellationToken).ConfigureAwait(false) is { } owner
            && owner.Id != found.Id)
        {
            return Fail(line, Problem.EmailTaken(owner.Id));
        }

        Problem? problem = null;
        var status = ImportLine.Exists;
        await changer.ChangeAsync(
            found.Id,
            read =>
            {
                (var changed, status, problem) = Upsert(read, request, draft);
                return changed;
            },
            cancellationToken).ConfigureAwait(false);
        return problem is null ? new(line, status, found.Id, null) : Fail(line, problem);
    }

    public async Task<ImportLine> RevokeAsync(int line, ImportRequest request, string? email, CancellationToken cancellationToken)
    {
        if (await FindAsync(request, email, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return Fail(line, Problem.NotFound("This subscriber"));
        }

        var isChanged = false;
        await changer.ChangeAsync(
            found.Id,
            read =>
            {
                Subscription[] ended =
                    [.. read.Subscriptions.Where(each => !each.IsRevoked && (request.Subscription is null || each.Id == request.Subscription))];
                isChanged = ended.Length > 0;
                return isChanged ? ended.Aggregate(read, (subscriber, each) => subscriber.With(each with { IsRevoked = true })) : null;
            },
            cancellationToken).ConfigureAwait(false);
        return new(line, isChanged ? ImportLine.Revoked : ImportLine.Exists, found.Id, null);
    }

    private (Subscriber? Changed, string Status, Problem? Problem) Upsert(Subscriber read, ImportRequest request, SubscriberDraft draft)
    {
        var (before, problem) = Choose(read, request, draft);
        if (problem is not null)
        {
            return (null, ImportLine.Failed, problem);
        }

        var person = draft.ApplyTo(read) with { Email = draft.Email ?? read.Email };
        var after = before is null
            ? draft.ToSubscription(SubscriberId.Create(), time.GetUtcNow().ToUnixTimeSeconds())
            : draft.ApplyTo(before) with { IsRevoked = request.Status is null ? before.IsRevoked : draft.IsRevoked };
        var isSame = before is not null
            && before with { Shows = after.Shows } == after
            && before.Shows.ToHashSet(StringComparer.Ordinal).SetEquals(after.Shows)
            && person == read;
        return isSame ? (null, ImportLine.Exists, null)
            : (person.With(after), before is null ? ImportLine.Added : ImportLine.Changed, null);
    }

    // Without its id, a line means the subscription that the publisher made; what a payment provider made is the provider's.
    private static (Subscription? Chosen, Problem? Problem) Choose(Subscriber read, ImportRequest request, SubscriberDraft draft)
    {
        if (request.Subscription is { } id && read.Find(id) is { } named)
        {
            return (named, null);
        }

        Subscription[] own = [.. read.Subscriptions.Where(each => each.Provider is null)];
        Subscription[] ofPlan = own.Length > 1 ? [.. own.Where(each => each.Plan == draft.Plan)] : own;
        return ofPlan switch
        {
            [var only] => (only, null),
            [] when own.Length == 0 => (null, null),
            _ => (null, Problem.SeveralSubscriptions(string.Join(", ", own.Select(each => each.Id))) with
            {
                Detail = "Name one in the column 'subscription'; an export has them.",
            }),
        };
    }

    private async Task<Subscriber?> FindAsync(ImportRequest request, string? email, CancellationToken cancellationToken) =>
        (request.Subscription is { } subscription && SubscriberId.IsValid(subscription)
            ? await subscribers.FindBySubscriptionAsync(subscription, cancellationToken).ConfigureAwait(false)
            : null)
        ?? (request.Id is { } id && SubscriberId.IsValid(id) ? await subscribers.FindAsync(id, cancellationToken).ConfigureAwait(false) : null)
        ?? (email is not null ? await subscribers.FindByEmailAsync(email, cancellationToken).ConfigureAwait(false) : null);

    private static ImportLine Fail(int line, Problem problem) => new(line, ImportLine.Failed, null, problem);
}
