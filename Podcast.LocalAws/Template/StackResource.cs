using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Template;

/// <summary>One resource of the stack.</summary>
internal sealed class StackResource
{
    private readonly Func<string, string> _getAtt;

    internal StackResource(string logicalId, string type, string physicalId, JsonObject properties, Func<string, string> getAtt)
    {
        LogicalId = logicalId;
        Type = type;
        PhysicalId = physicalId;
        Properties = properties;
        _getAtt = getAtt;
    }

    /// <summary>The name inside the template.</summary>
    public string LogicalId { get; }

    /// <summary>The CloudFormation type, such as <c>AWS::DynamoDB::Table</c>.</summary>
    public string Type { get; }

    /// <summary>What <c>Ref</c> returns, as CloudFormation documents it for the type.</summary>
    public string PhysicalId { get; }

    /// <summary>The properties with every intrinsic function resolved. Not to be changed.</summary>
    public JsonObject Properties { get; }

    /// <summary>The same resource among those of another stack, which may have the same names.</summary>
    public StackResource AsOfOtherStack() => new("Other/" + LogicalId, Type, PhysicalId, Properties, _getAtt);

    /// <summary>An attribute, as <c>Fn::GetAtt</c> returns it.</summary>
    /// <exception cref="TemplateException">The type has no such attribute here.</exception>
    public string GetAtt(string name) => _getAtt(name);
}
