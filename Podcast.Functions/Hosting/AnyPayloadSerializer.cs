using System.Text.Json;
using Amazon.Lambda.Core;

namespace Podcast.Functions.Hosting;

/// <summary>Takes a call without a payload for a call with an empty one: whoever runs a function by hand often sends nothing.</summary>
internal sealed class AnyPayloadSerializer(ILambdaSerializer inner) : ILambdaSerializer
{
    public T Deserialize<T>(Stream requestStream) =>
        typeof(T) == typeof(JsonElement) && requestStream is { CanSeek: true, Length: 0 } ? default! : inner.Deserialize<T>(requestStream);

    public void Serialize<T>(T response, Stream responseStream) => inner.Serialize(response, responseStream);
}
