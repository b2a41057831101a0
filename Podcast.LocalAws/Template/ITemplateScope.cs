using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Template;

/// <summary>What an intrinsic function can refer to.</summary>
internal interface ITemplateScope
{
    /// <summary>The value of a pseudo parameter, a parameter or a resource; <see cref="IntrinsicFunctions.NoValue"/> for <c>AWS::NoValue</c>.</summary>
    JsonNode? Ref(string name, TemplatePath path);

    string GetAtt(string logicalId, string attribute, TemplatePath path);

    bool Condition(string name, TemplatePath path);

    string Import(string name, TemplatePath path);

    JsonNode? FindInMap(string map, string topKey, string secondKey, TemplatePath path);
}
