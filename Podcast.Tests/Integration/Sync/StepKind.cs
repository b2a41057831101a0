namespace Podcast.Tests.Integration.Sync;

/// <summary>What can happen in a history. A and B are the step's two numbers; a subscriber, token or key is counted round those that there are.</summary>
public enum StepKind
{
    /// <summary>A: shows, as bits. B: days until the end, which may have passed.</summary>
    Create,

    /// <summary>A: subscriber. B: a show, and days until the end, which may have passed. The subscriber has it besides what there is.</summary>
    Subscribe,

    /// <summary>A: subscriber. B: which of the subscriptions, and days until its new end.</summary>
    Renew,
    Revoke,

    /// <summary>A: subscriber. B: which of the subscriptions.</summary>
    RevokeOne,
    Restore,
    Rotate,

    /// <summary>A: subscriber. B: shows, as bits.</summary>
    ChangeShows,
    Delete,

    /// <summary>A new signing key for new tokens; the one before is honoured on.</summary>
    RotateKey,

    /// <summary>A: the key that leaked.</summary>
    RefuseKey,

    /// <summary>A: how many records of the stream make the batch.</summary>
    Deliver,

    /// <summary>A: the first, counted back from the last that was delivered. B: how many. They come once more.</summary>
    Redeliver,

    /// <summary>All records that wait are lost.</summary>
    Lose,
    Cleanup,

    /// <summary>A: 0 for a run that has time for one page only.</summary>
    Reconcile,

    /// <summary>A: seconds.</summary>
    Advance,

    /// <summary>A: subscriber. B: token and show. The response is checked against the bound.</summary>
    Request,

    /// <summary>A: the function that runs next is killed after so many calls.</summary>
    Kill,

    /// <summary>A: so many of the functions' next calls are refused.</summary>
    ThrottleStore,
    ThrottleTable,

    /// <summary>The store's API, and with A odd its reads at the edge as well.</summary>
    StoreDown,
    StoreUp,

    /// <summary>
    /// Before the next write reaches the store, subscriber A changes, and another writer brings that to the store. B even: it is a comparison. B odd:
    /// it is a second stream processor, because the first was given up; its write arrives all the same, late.
    /// </summary>
    Overtake,

    /// <summary>Before the next subscriber is made lapsed, that one is renewed for A days.</summary>
    RenewInTime,

    /// <summary>New processes: nothing is remembered.</summary>
    Restart,
    LagIndexes,

    /// <summary>Somebody takes an entry out of the store by hand, or puts one in that ends an access.</summary>
    Tamper,
}
