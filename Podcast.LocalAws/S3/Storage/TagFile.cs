using System.Text.Json;
using Podcast.LocalAws.Core.Files;

namespace Podcast.LocalAws.S3.Storage;

/// <summary>The tags that an object was given after it was written, in a file beside its own: that one need not be written again.</summary>
internal static class TagFile
{
    private const string Extension = ".tags";

    public static bool IsOne(string path) => path.EndsWith(Extension, StringComparison.Ordinal);

    public static string PathFor(string objectPath) => objectPath + Extension;

    public static string ObjectOf(string path) => path[..^Extension.Length];

    public static void Write(string path, Dictionary<string, string> tags) =>
        DiskErrors.WriteWhole(path, JsonSerializer.SerializeToUtf8Bytes(tags, StoredObjectJson.Default.DictionaryStringString));

    /// <returns>The tags, or <see langword="null"/> when the object has those that it was written with.</returns>
    public static Dictionary<string, string>? Read(string objectPath)
    {
        var path = PathFor(objectPath);
        return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), StoredObjectJson.Default.DictionaryStringString) : null;
    }
}
