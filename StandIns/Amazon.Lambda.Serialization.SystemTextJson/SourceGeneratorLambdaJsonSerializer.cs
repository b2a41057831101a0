#nullable disable

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>Serializes with the metadata of a source-generated context, without reflecting over the types of events.</summary>
/// <typeparam name="TSGContext">
/// The context. It is created with this package's options, so those given in JsonSourceGenerationOptions do not apply.
/// </typeparam>
public class SourceGeneratorLambdaJsonSerializer<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSGContext> : AbstractLambdaJsonSerializer, ILambdaSerializer
    where TSGContext : JsonSerializerContext
{
    private readonly TSGContext _context;

    /// <summary>Creates the serializer.</summary>
    public SourceGeneratorLambdaJsonSerializer()
        : this(null, null)
    {
    }

    /// <summary>Creates the serializer.</summary>
    /// <param name="customizer">May change the options before the context is created.</param>
    public SourceGeneratorLambdaJsonSerializer(Action<JsonSerializerOptions> customizer)
        : this(customizer, null)
    {
    }

    /// <summary>Creates the serializer.</summary>
    /// <param name="jsonWriterCustomizer">As in the base class.</param>
    public SourceGeneratorLambdaJsonSerializer(Action<JsonWriterOptions> jsonWriterCustomizer)
        : this(null, jsonWriterCustomizer)
    {
    }

    /// <summary>Creates the serializer.</summary>
    /// <param name="customizer">May change the options before the context is created.</param>
    /// <param name="jsonWriterCustomizer">As in the base class.</param>
    /// <exception cref="ApplicationException">The context has no constructor that takes options.</exception>
    public SourceGeneratorLambdaJsonSerializer(Action<JsonSerializerOptions> customizer, Action<JsonWriterOptions> jsonWriterCustomizer)
        : base(jsonWriterCustomizer)
    {
        SerializerOptions = CreateDefaultJsonSerializationOptions();
        customizer?.Invoke(SerializerOptions);

        var constructor = typeof(TSGContext).GetConstructor([typeof(JsonSerializerOptions)])
            ?? throw new ApplicationException($"{typeof(TSGContext).FullName} has no public constructor that takes a {nameof(JsonSerializerOptions)}.");
        _context = (TSGContext)constructor.Invoke([SerializerOptions]);
    }

    /// <summary>The options the context was created with.</summary>
    protected JsonSerializerOptions SerializerOptions { get; }

    /// <inheritdoc/>
    protected override void InternalSerialize<T>(Utf8JsonWriter writer, T response) =>
        JsonSerializer.Serialize(writer, response, GetTypeInfo<T>());

    /// <inheritdoc/>
    protected override T InternalDeserialize<T>(byte[] utf8Json) => JsonSerializer.Deserialize(utf8Json, GetTypeInfo<T>());

    private JsonTypeInfo<T> GetTypeInfo<T>() => _context.GetTypeInfo(typeof(T)) as JsonTypeInfo<T>
        ?? throw new JsonSerializerException($"No JsonTypeInfo registered in {_context.GetType().FullName} for type {typeof(T).FullName}.");
}
