#nullable disable

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>Serializes by reflection. Property names are written as they are.</summary>
[RequiresUnreferencedCode("Reflects over the types of events; a trimmed function uses SourceGeneratorLambdaJsonSerializer.")]
public class DefaultLambdaJsonSerializer : AbstractLambdaJsonSerializer, ILambdaSerializer
{
    /// <summary>Creates the serializer.</summary>
    public DefaultLambdaJsonSerializer()
        : this(null, null)
    {
    }

    /// <summary>Creates the serializer.</summary>
    /// <param name="customizer">May change the options before the first use.</param>
    public DefaultLambdaJsonSerializer(Action<JsonSerializerOptions> customizer)
        : this(customizer, null)
    {
    }

    /// <summary>Creates the serializer.</summary>
    /// <param name="customizer">May change the options before the first use.</param>
    /// <param name="jsonWriterCustomizer">As in the base class.</param>
    public DefaultLambdaJsonSerializer(Action<JsonSerializerOptions> customizer, Action<JsonWriterOptions> jsonWriterCustomizer)
        : base(jsonWriterCustomizer)
    {
        SerializerOptions = CreateDefaultJsonSerializationOptions();
        customizer?.Invoke(SerializerOptions);
    }

    /// <summary>The options in use.</summary>
    protected JsonSerializerOptions SerializerOptions { get; }

    /// <inheritdoc/>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Said on the class.")]
    protected override void InternalSerialize<T>(Utf8JsonWriter writer, T response) =>
        JsonSerializer.Serialize(writer, response, SerializerOptions);

    /// <inheritdoc/>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Said on the class.")]
    protected override T InternalDeserialize<T>(byte[] utf8Json) => JsonSerializer.Deserialize<T>(utf8Json, SerializerOptions);
}
