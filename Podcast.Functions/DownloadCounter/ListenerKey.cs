namespace Podcast.Functions.DownloadCounter;

/// <summary>A listener of a show on a day.</summary>
/// <param name="Day">The day in UTC.</param>
/// <param name="Show">The show's id.</param>
/// <param name="Listener">The listener's name of the day.</param>
internal readonly record struct ListenerKey(DateOnly Day, string Show, string Listener)
{
    public override string ToString() => Show;
}
