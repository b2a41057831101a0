using System.IO.Compression;
using System.Text.Json;

namespace Podcast.Tests.Integration.Infra.Specification;

/// <summary>
/// What AWS publishes of CloudFormation's resource types (npm @aws-cdk/aws-service-spec): their properties with types, allowed values
/// and whether they are required, and what Fn::GetAtt knows of them.
/// </summary>
internal sealed class AwsSpecification : IDisposable
{
    private readonly JsonDocument _database;
    private readonly Dictionary<string, JsonElement> _resources;
    private readonly Dictionary<string, JsonElement> _types;

    private AwsSpecification(JsonDocument database)
    {
        _database = database;
        var schema = database.RootElement.GetProperty("schema");
        _resources = Entities(schema, "resource").ToDictionary(entity => entity.GetProperty("cloudFormationType").GetString()!, StringComparer.Ordinal);
        _types = Entities(schema, "typeDefinition").ToDictionary(entity => entity.GetProperty("$id").GetString()!, StringComparer.Ordinal);
    }

    public static async Task<AwsSpecification> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        await using var content = new GZipStream(file, CompressionMode.Decompress);
        return new(await JsonDocument.ParseAsync(content, cancellationToken: cancellationToken));
    }

    /// <summary>A resource type; <see langword="null"/> when AWS has none of this name.</summary>
    public JsonElement? Resource(string type) => _resources.TryGetValue(type, out var resource) ? resource : null;

    /// <summary>What a type that is a reference to another stands for.</summary>
    public JsonElement Definition(JsonElement type) => _types[type.GetProperty("reference").GetProperty("$ref").GetString()!];

    public void Dispose() => _database.Dispose();

    private static JsonElement.ArrayEnumerator Entities(JsonElement schema, string name) => schema.GetProperty(name).GetProperty("entities").EnumerateArray();
}
