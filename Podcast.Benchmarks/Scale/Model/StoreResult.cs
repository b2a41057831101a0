namespace Podcast.Benchmarks.Scale.Model;

/// <summary>What a month did to one store.</summary>
/// <param name="BytesOfAnEntry">Of a running entry with its key, on average.</param>
/// <param name="BytesWanted">Of all entries, those of lapsed subscribers included.</param>
/// <param name="BytesUsed">At the end of the month.</param>
/// <param name="ShareOfBudget">What is used of the budget; never above 1.</param>
/// <param name="ShareDecidedAtEdge">Of active subscribers, those whose entry is in the store, on average over the month.</param>
/// <param name="ShareOfLapsedAtEdge">The same of lapsed ones.</param>
/// <param name="Changes">Changes of subscribers that the stream brought.</param>
/// <param name="LeftOut">Entries evicted or not written.</param>
/// <param name="IsFull">Whether most changes find the budget reached.</param>
/// <param name="PagesForRoom">Calls to ListKeys each time that room is made.</param>
internal sealed record StoreResult(
    double BytesOfAnEntry,
    double BytesWanted,
    double BytesUsed,
    double ShareOfBudget,
    double ShareDecidedAtEdge,
    double ShareOfLapsedAtEdge,
    double Changes,
    double LeftOut,
    bool IsFull,
    double PagesForRoom);
