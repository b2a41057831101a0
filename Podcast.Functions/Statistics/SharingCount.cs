namespace Podcast.Functions.Statistics;

/// <summary>How many listeners of a show used so many apps or networks on a day that they probably share their feed.</summary>
/// <param name="Day">The day in UTC.</param>
/// <param name="Listeners">The number.</param>
internal readonly record struct SharingCount(DateOnly Day, long Listeners);
