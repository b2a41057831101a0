using System.Reflection;
using System.Text.Json.Nodes;

namespace Podcast.Tests.Testing.Infra;

/// <summary>The template as the build synthesized it.</summary>
internal static class SynthesizedTemplate
{
    private static readonly string FilePath = typeof(SynthesizedTemplate).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "CloudFormationTemplate").Value!;

    public static string Text { get; } = File.ReadAllText(FilePath);

    /// <summary>The repository's folder: the template is built into artifacts/cdk.</summary>
    public static string Repository { get; } = Path.GetFullPath(Path.Combine(FilePath, "..", "..", ".."));

    public static JsonObject Root { get; } = JsonNode.Parse(Text)!.AsObject();

    public static IEnumerable<TemplateResource> Resources
        => TemplateValue.At(Root, "Resources")!.AsObject().Select(resource => new TemplateResource(resource.Key, resource.Value!.AsObject()));

    public static IEnumerable<TemplateResource> OfType(string type) => Resources.Where(resource => resource.Type == type);

    public static TemplateResource Single(string type) => OfType(type).Single();

    public static TemplateResource ById(string logicalId) => Resources.Single(resource => resource.LogicalId == logicalId);

    /// <summary>The resource that a value such as <c>${Id}</c> or <c>${Id.Arn}</c> stands for.</summary>
    public static TemplateResource Named(string reference) => ById(reference.Trim('$', '{', '}').Split('.')[0]);

    public static TemplateResource Function(string handler)
        => OfType("AWS::Lambda::Function").Single(function => function.Value("Handler") == handler);

    /// <summary>Everything that a function's role may do.</summary>
    public static IEnumerable<PolicyStatement> StatementsOf(string handler) => StatementsOf(Named(Function(handler).Value("Role")));

    /// <summary>Everything that a role may do: the statements in the role and those of the policies attached to it.</summary>
    public static IEnumerable<PolicyStatement> StatementsOf(TemplateResource role)
    {
        var attached = OfType("AWS::IAM::Policy")
            .Where(policy => policy.Values("Roles").Contains($"${{{role.LogicalId}}}"))
            .Select(policy => policy.Properties["PolicyDocument"]);
        return role.Properties["Policies"]!.AsArray().Select(policy => policy!["PolicyDocument"])
            .Concat(attached)
            .SelectMany(PolicyStatement.Of);
    }
}
