namespace Podcast.Functions.Statistics;

/// <summary>How often an episode was downloaded on a day with an app.</summary>
/// <param name="Day">The day in UTC.</param>
/// <param name="Episode">The episode's id.</param>
/// <param name="App">The app's name.</param>
/// <param name="Downloads">The number.</param>
internal readonly record struct DownloadCount(DateOnly Day, string Episode, string App, long Downloads);
