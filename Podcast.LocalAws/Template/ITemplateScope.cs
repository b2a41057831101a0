using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Template;

/// <summary>What an intrinsic function can refer to.</summary>
internal interface ITemplateScope
{
    /// <summary>The value of a pseudo parameter, a parameter or a resource; <see cref="IntrinsicFunctions.NoValue"/> for <c>AWS::NoValue</c>.</summary>
    JsonNode? Ref(string name, Place place);

    string GetAtt(string logicalId, string attribute, Place place);

    bool Condition(string name, Place place);

    string Import(string name, Place place);

    JsonNode? FindInMap(string map, string topKey, string secondKey, Place place);
}
