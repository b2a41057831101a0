using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Statistics;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.DownloadCounter;

/// <summary>What is known of a listener of a show on one day: progress by episode, and the apps and networks.</summary>
internal sealed class ListenerDay
{
    /// <summary>Nobody needs that many podcast apps in a day.</summary>
    public const int AppsOfOnePerson = 4;

    /// <summary>A telephone changes networks all day long.</summary>
    public const int NetworksOfOnePerson = 10;

    private readonly Dictionary<string, EpisodeProgress> _episodes = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _apps = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _networks = new(StringComparer.Ordinal);

    /// <summary>Goes up with every write; 0 for one that the table does not have.</summary>
    public long Version { get; private set; }

    /// <summary>Whether one person is unlikely to have used so many apps or networks.</summary>
    public bool IsShared => _apps.Count > AppsOfOnePerson || _networks.Count > NetworksOfOnePerson;

    public IReadOnlyDictionary<string, EpisodeProgress> Episodes => _episodes;

    public void Add(in AccessLogRequest request, string app)
    {
        AddTo(_apps, app, AppsOfOnePerson);
        AddTo(_networks, request.Network, NetworksOfOnePerson);
        if (!_episodes.TryGetValue(request.Episode, out var progress))
        {
            _episodes.Add(request.Episode, progress = new());
        }

        if (AudioFiles.FindSegment(request.File) is not { } segment)
        {
            progress.AddAudio(request.Start, request.End, app);
        }
        else if (request.IsWhole)
        {
            progress.AddSegment(segment, app);
        }
    }

    /// <summary>Adds what is new.</summary>
    /// <param name="news">What a log told of the same listener.</param>
    /// <param name="minutes">A minute of each episode.</param>
    /// <returns>The episodes that became downloads, with the app.</returns>
    public List<(string Episode, string App)> Add(ListenerDay news, Func<string, AudioMinute> minutes)
    {
        foreach (var app in news._apps)
        {
            AddTo(_apps, app, AppsOfOnePerson);
        }

        foreach (var network in news._networks)
        {
            AddTo(_networks, network, NetworksOfOnePerson);
        }

        var counted = new List<(string, string)>();
        foreach (var (episode, progress) in news._episodes)
        {
            if (!_episodes.TryGetValue(episode, out var known))
            {
                _episodes.Add(episode, known = new());
            }

            if (known.Add(progress, minutes(episode)))
            {
                counted.Add((episode, progress.App));
            }
        }

        return counted;
    }

    /// <summary>Takes some of the episodes out, with the apps and networks: what fits into one transaction.</summary>
    public ListenerDay TakeEpisodes(int most)
    {
        var part = new ListenerDay();
        part._apps.UnionWith(_apps);
        part._networks.UnionWith(_networks);
        foreach (var episode in _episodes.Keys.Take(most).ToArray())
        {
            part._episodes.Add(episode, _episodes[episode]);
            _episodes.Remove(episode);
        }

        return part;
    }

    public static ListenerDay Read(Dictionary<string, AttributeValue>? item)
    {
        var listener = new ListenerDay();
        if (item is null)
        {
            return listener;
        }

        listener.Version = item.GetNumber("version");
        listener._apps.UnionWith(item.GetTextSet("apps"));
        listener._networks.UnionWith(item.GetTextSet("networks"));
        foreach (var (episode, progress) in item["episodes"].M)
        {
            listener._episodes.Add(episode, EpisodeProgress.Parse(progress.S));
        }

        return listener;
    }

    /// <summary>The item of the next version.</summary>
    public Dictionary<string, AttributeValue> ToItem(ListenerKey key, long purgeAt)
    {
        var item = StatisticsItems.ListenerKey(key.Day, key.Show, key.Listener);
        item["version"] = Number(Version + 1);
        item["apps"] = TextSet(_apps);
        item["networks"] = TextSet(_networks);
        item["episodes"] = new() { M = _episodes.ToDictionary(episode => episode.Key, episode => Text(episode.Value.ToString())) };
        item["purgeAt"] = Number(purgeAt);
        return item;
    }

    /// <summary>What the item says, to see whether anything has changed.</summary>
    public string Describe() =>
        $"{string.Join('\n', _apps)}\n\n{string.Join('\n', _networks)}\n\n{string.Join('\n', _episodes.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value}"))}";

    // One more than a person has is all that anybody asks.
    private static void AddTo(SortedSet<string> set, string value, int ofOnePerson)
    {
        if (set.Count <= ofOnePerson)
        {
            set.Add(value);
        }
    }
}
