using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Iam.Conditions;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Iam.Policies;

/// <summary>Reads a policy from the template, and refuses what AWS would refuse or what LocalAws could only guess at.</summary>
internal static class PolicyReader
{
    private static readonly string[] Versions = ["2012-10-17", "2008-10-17"];

    /// <param name="source">Where the template has the policy.</param>
    /// <param name="document">Its JSON, with the references resolved.</param>
    /// <param name="kind">What it is attached to.</param>
    /// <exception cref="TemplateException">The policy is malformed, or has an operator or a key that is not covered.</exception>
    public static PolicyDocument Read(string source, JsonNode? document, PolicyKind kind)
    {
        if (document is not JsonObject policy)
        {
            throw new TemplateException($"{source} is not a policy document.");
        }

        var version = (string?)policy["Version"] ?? Versions[1];
        if (!Versions.Contains(version))
        {
            throw new TemplateException($"{source}: Version '{version}' is none of {string.Join(", ", Versions)}.");
        }

        RequireKnown(source, policy, "Version", "Id", "Statement");
        var statements = Items(policy["Statement"]).ToList();
        if (statements.Count == 0)
        {
            throw new TemplateException($"{source} has no Statement: MalformedPolicyDocument in AWS.");
        }

        return new(source, [.. statements.Select((node, index) => ReadStatement(source, node, index, kind, version == Versions[0]))]);
    }

    private static PolicyStatement ReadStatement(string source, JsonNode? node, int index, PolicyKind kind, bool hasVariables)
    {
        if (node is not JsonObject statement)
        {
            throw new TemplateException($"{source}: statement {index} is not an object.");
        }

        var name = (string?)statement["Sid"] ?? index.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var place = $"{source}, statement {name}";
        RequireKnown(place, statement, "Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition");
        var effect = (string?)statement["Effect"] switch
        {
            "Allow" => PolicyEffect.Allow,
            "Deny" => PolicyEffect.Deny,
            var other => throw new TemplateException($"{place}: Effect is '{other}', but must be Allow or Deny."),
        };
        var (actions, exceptActions) = Either(place, statement, "Action", hasVariables: false);
        foreach (var action in actions.Where(action => action.Source != "*" && !action.Source.Contains(':', StringComparison.Ordinal)))
        {
            throw new TemplateException($"{place}: the action '{action.Source}' has no service prefix; it must be one such as s3:GetObject.");
        }

        var (resources, exceptResources) = kind == PolicyKind.Trust
            ? RequireNone(place, statement, "Resource", "a trust policy has none, since it is about its role")
            : Either(place, statement, "Resource", hasVariables);
        RequireArns(place, resources);
        return new()
        {
            Name = name,
            Effect = effect,
            Actions = actions,
            ExceptActions = exceptActions,
            Resources = resources,
            ExceptResources = exceptResources,
            Principal = kind == PolicyKind.Identity ? NoPrincipal(place, statement) : ReadPrincipal(place, statement),
            Conditions = [.. ReadConditions(place, statement["Condition"], hasVariables)],
        };
    }

    private static IEnumerable<Condition> ReadConditions(string place, JsonNode? node, bool hasVariables)
    {
        if (node is null)
        {
            yield break;
        }

        foreach (var (name, keys) in node as JsonObject ?? throw new TemplateException($"{place}: Condition is not an object."))
        {
            foreach (var (key, values) in keys as JsonObject ?? throw new TemplateException($"{place}: Condition {name} is not an object."))
            {
                yield return Condition.Parse(place, name, key, Texts(values, hasVariables));
            }
        }
    }

    private static PrincipalElement ReadPrincipal(string place, JsonObject statement)
    {
        var except = statement["NotPrincipal"] is not null;
        if (except == statement["Principal"] is not null)
        {
            throw new TemplateException($"{place} needs either Principal or NotPrincipal: MalformedPolicyDocument in AWS.");
        }

        var node = statement[except ? "NotPrincipal" : "Principal"]!;
        if (node is not JsonObject principal)
        {
            return Text(node) == "*"
                ? new(Everyone: true, [], [], except)
                : throw new TemplateException($"{place}: Principal is '{Text(node)}', but has to be * or an object such as {{\"Service\": …}}.");
        }

        RequireKnown($"{place}, Principal", principal, "AWS", "Service");
        var aws = Items(principal["AWS"]).Select(Text).ToList();
        var services = Items(principal["Service"]).Select(Text).ToList();
        foreach (var service in services.Where(service => !Principals.IsService(service)))
        {
            throw new TemplateException($"{place}: '{service}' is not a service principal such as lambda.amazonaws.com.");
        }

        return new(aws.Contains("*"), aws, services, except);
    }

    private static PrincipalElement? NoPrincipal(string place, JsonObject statement) =>
        statement["Principal"] is null && statement["NotPrincipal"] is null
            ? null
            : throw new TemplateException($"{place} has a Principal, which an identity policy must not have: MalformedPolicyDocument in AWS.");

    private static (IReadOnlyList<PolicyText> Texts, bool Except) Either(string place, JsonObject statement, string name, bool hasVariables)
    {
        var except = statement["Not" + name] is not null;
        if (except == statement[name] is not null)
        {
            throw new TemplateException($"{place} needs either {name} or Not{name}: MalformedPolicyDocument in AWS.");
        }

        var texts = Texts(statement[except ? "Not" + name : name], hasVariables);
        return texts.Count > 0 ? (texts, except) : throw new TemplateException($"{place}: {name} is empty: MalformedPolicyDocument in AWS.");
    }

    private static (IReadOnlyList<PolicyText> Texts, bool Except) RequireNone(string place, JsonObject statement, string name, string why) =>
        statement[name] is null && statement["Not" + name] is null
            ? ([PolicyText.Parse("*", hasVariables: false)], false)
            : throw new TemplateException($"{place} has a {name}: {why}.");

    private static void RequireArns(string place, IReadOnlyList<PolicyText> resources)
    {
        foreach (var resource in resources)
        {
            if (resource.Source != "*" && !resource.Source.StartsWith("arn:", StringComparison.Ordinal))
            {
                throw new TemplateException($"{place}: the resource '{resource.Source}' is neither an ARN nor *: MalformedPolicyDocument in AWS.");
            }

            foreach (var key in resource.Keys.Where(key => !ConditionKeys.IsKnown(key)))
            {
                throw new TemplateException($"{place}: the policy variable '{key}' is not one that LocalAws fills in.");
            }
        }
    }

    private static void RequireKnown(string place, JsonObject node, params ReadOnlySpan<string> names)
    {
        foreach (var (name, _) in node)
        {
            if (!names.Contains(name))
            {
                throw new TemplateException($"{place}: LocalAws does not know the element '{name}'.");
            }
        }
    }

    private static List<PolicyText> Texts(JsonNode? node, bool hasVariables) =>
        [.. Items(node).Select(item => PolicyText.Parse(Text(item), hasVariables))];

    private static JsonArray Items(JsonNode? node) => node switch
    {
        null => [],
        JsonArray items => items,
        _ => [node.DeepClone()],
    };

    private static string Text(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : node?.ToJsonString() ?? "";
}
