namespace Podcast.LocalAws.Core.Ports;

/// <summary>Reads objects of the account's buckets for other services. It checks no permission: the reading service does.</summary>
internal interface IObjectReader
{
    /// <summary>The current version of an object; <see langword="null"/> when there is no such bucket or object.</summary>
    ReadableObject? Find(string bucket, string key);
}
