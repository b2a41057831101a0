using System.Text.Json.Serialization;

namespace Podcast.LocalAws.S3.Storage;

[JsonSerializable(typeof(StoredObject))]
internal sealed partial class StoredObjectJson : JsonSerializerContext;
