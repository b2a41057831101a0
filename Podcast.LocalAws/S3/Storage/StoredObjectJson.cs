using System.Text.Json.Serialization;
using Podcast.LocalAws.S3.Multipart;

namespace Podcast.LocalAws.S3.Storage;

[JsonSerializable(typeof(StoredObject))]
[JsonSerializable(typeof(StoredPart))]
[JsonSerializable(typeof(UploadDescription))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class StoredObjectJson : JsonSerializerContext;
