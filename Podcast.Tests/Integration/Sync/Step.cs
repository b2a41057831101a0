using CsCheck;

namespace Podcast.Tests.Integration.Sync;

/// <summary>One line of a history.</summary>
public sealed record Step(StepKind Kind, int A, int B)
{
    private static readonly int[] Seconds = [10, 61, 3_600, 90_000, 100_000];

    public static Gen<Step> Any { get; } = Gen.Frequency(
        (5, Of(StepKind.Create, 1, 3, -1, 2)),
        (4, Of(StepKind.Subscribe, 0, 9, 0, 7)),
        (4, Of(StepKind.Renew, 0, 9, 0, 30)),
        (4, Of(StepKind.Revoke, 0, 9, 0, 0)),
        (3, Of(StepKind.RevokeOne, 0, 9, 0, 3)),
        (2, Of(StepKind.Restore, 0, 9, 0, 0)),
        (4, Of(StepKind.Rotate, 0, 9, 0, 0)),
        (2, Of(StepKind.ChangeShows, 0, 9, 1, 3)),
        (2, Of(StepKind.Delete, 0, 9, 0, 0)),
        (1, Of(StepKind.RotateKey, 0, 0, 0, 0)),
        (1, Of(StepKind.RefuseKey, 0, 3, 0, 0)),
        (8, Of(StepKind.Deliver, 1, 6, 0, 0)),
        (2, Of(StepKind.Redeliver, 1, 8, 1, 6)),
        (1, Of(StepKind.Lose, 0, 0, 0, 0)),
        (3, Of(StepKind.Cleanup, 0, 0, 0, 0)),
        (3, Of(StepKind.Reconcile, 0, 2, 0, 0)),
        (4, Gen.Int[0, Seconds.Length - 1].Select(i => new Step(StepKind.Advance, Seconds[i], 0))),
        (8, Of(StepKind.Request, 0, 9, 0, 9)),
        (3, Of(StepKind.Kill, 0, 5, 0, 0)),
        (2, Of(StepKind.ThrottleStore, 1, 12, 0, 0)),
        (2, Of(StepKind.ThrottleTable, 1, 12, 0, 0)),
        (1, Of(StepKind.StoreDown, 0, 1, 0, 0)),
        (1, Of(StepKind.StoreUp, 0, 0, 0, 0)),
        (4, Of(StepKind.Overtake, 0, 9, 0, 3)),
        (2, Of(StepKind.RenewInTime, 1, 30, 0, 0)),
        (1, Of(StepKind.Restart, 0, 0, 0, 0)),
        (1, Of(StepKind.LagIndexes, 0, 0, 0, 0)),
        (1, Of(StepKind.Tamper, 0, 9, 0, 2)));

    public override string ToString() => $"{Kind} {A} {B}";

    private static Gen<Step> Of(StepKind kind, int fromA, int toA, int fromB, int toB) =>
        Gen.Select(Gen.Int[fromA, toA], Gen.Int[fromB, toB]).Select((a, b) => new Step(kind, a, b));
}
