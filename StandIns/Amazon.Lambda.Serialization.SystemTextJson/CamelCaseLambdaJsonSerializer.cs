using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>Serializes by reflection and writes property names in camel case.</summary>
[RequiresUnreferencedCode("Reflects over the types of events; a trimmed function uses SourceGeneratorLambdaJsonSerializer.")]
public class CamelCaseLambdaJsonSerializer : DefaultLambdaJsonSerializer
{
    /// <summary>Creates the serializer.</summary>
    public CamelCaseLambdaJsonSerializer()
        : base(options => options.PropertyNamingPolicy = new AwsNamingPolicy(JsonNamingPolicy.CamelCase))
    {
    }
}
