using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.AwsQuery;
using Podcast.LocalAws.Template;
using static Podcast.LocalAws.Core.Protocols.AwsQuery.QueryResponse;

namespace Podcast.LocalAws.Iam;

/// <summary>
/// The roles and policies of the deployed stack, as operators read them, and what they decide. See https://docs.aws.amazon.com/IAM/latest/APIReference/welcome.html.
/// </summary>
internal sealed class IamService : AwsQueryService
{
    private const int MostItems = 1000;

    private readonly StackHost _stacks;
    private readonly Authorizer _authorizer;
    private readonly AwsArns _arns;
    private readonly DateTimeOffset _createdAt;

    public IamService(StackHost stacks, Authorizer authorizer, LocalAwsOptions options, TimeProvider time)
    {
        _stacks = stacks;
        _authorizer = authorizer;
        _arns = options.GetArns();
        _createdAt = time.GetUtcNow();
        Operations = new(Name, authorizer)
        {
            { "ListRoles", "iam:ListRoles", _ => _arns.Global("iam", "role/"), ListRoles },
            { "GetRole", "iam:GetRole", RoleArn, request => [new XElement("Role", Describe(Role(request), withTags: true))] },
            { "ListRolePolicies", "iam:ListRolePolicies", RoleArn, request => Page(request, "PolicyNames", [.. Inline(Role(request)).Select(policy => policy.Name)], name => name) },
            { "GetRolePolicy", "iam:GetRolePolicy", RoleArn, GetRolePolicy },
            { "ListAttachedRolePolicies", "iam:ListAttachedRolePolicies", RoleArn, ListAttachedRolePolicies },
            { "ListPolicies", "iam:ListPolicies", _ => _arns.Global("iam", "policy/"), request => Page(request, "Policies", [.. Managed], Describe) },
            { "GetPolicy", "iam:GetPolicy", PolicyArn, request => [new XElement("Policy", Describe(Policy(request)))] },
            { "GetPolicyVersion", "iam:GetPolicyVersion", PolicyArn, GetPolicyVersion },
            { "SimulatePrincipalPolicy", "iam:SimulatePrincipalPolicy", request => request.Text("PolicySourceArn") ?? "*", Simulate },
        };
    }

    public override string SigningName => "iam";

    public override string Name => "IAM";

    public override long MaxRequestBytes => 256 * 1024;

    protected override string XmlNamespace => "https://iam.amazonaws.com/doc/2010-05-08/";

    protected override OperationTable<QueryRequest, object?[]> Operations { get; }

    private IEnumerable<StackResource> Roles => _stacks.Current.OfType("AWS::IAM::Role").OrderBy(role => role.PhysicalId, StringComparer.Ordinal);

    private IEnumerable<StackResource> Managed => _stacks.Current.OfType("AWS::IAM::ManagedPolicy").OrderBy(policy => policy.PhysicalId, StringComparer.Ordinal);

    private object?[] ListRoles(QueryRequest request)
    {
        var prefix = request.Text("PathPrefix") ?? "/";
        return Page(
            request, "Roles", [.. Roles.Where(role => PathOf(role).StartsWith(prefix, StringComparison.Ordinal))], role => Describe(role, withTags: false));
    }

    private object?[] GetRolePolicy(QueryRequest request)
    {
        var role = Role(request);
        var name = request.Required("PolicyName");
        var document = Inline(role).FirstOrDefault(policy => policy.Name == name).Document
            ?? throw NoSuchEntity($"The role policy with name {name} cannot be found.");
        return [Element("RoleName", role.PhysicalId), Element("PolicyName", name), Element("PolicyDocument", Uri.EscapeDataString(document.ToJsonString()))];
    }

    private object?[] ListAttachedRolePolicies(QueryRequest request)
    {
        var role = Role(request);
        var attached = Items(role.Properties["ManagedPolicyArns"])
            .Concat(Managed.Where(policy => Items(policy.Properties["Roles"]).Contains(role.PhysicalId)).Select(policy => policy.PhysicalId))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return Page(
            request, "AttachedPolicies", attached, arn => new[] { Element("PolicyName", arn[(arn.LastIndexOf('/') + 1)..]), Element("PolicyArn", arn) });
    }

    private object?[] GetPolicyVersion(QueryRequest request)
    {
        var policy = Policy(request);
        var version = request.Required("VersionId");
        return version == "v1"
            ?
            [
                new XElement(
                    "PolicyVersion",
                    Element("Document", Uri.EscapeDataString(policy.Properties["PolicyDocument"]?.ToJsonString() ?? "{}")),
                    Element("VersionId", version),
                    Element("IsDefaultVersion", true),
                    Element("CreateDate", _createdAt)),
            ]
            : throw NoSuchEntity($"Policy {policy.PhysicalId} version {version} does not exist or is not attachable.");
    }

    // The policies of the resource count too, as they do for a call here; IAM's own simulator knows them only when they are passed.
    private object?[] Simulate(QueryRequest request)
    {
        foreach (var name in request.Names.Select(name => name.Split('.')[0]))
        {
            if (name is not ("Action" or "Version" or "PolicySourceArn" or "ActionNames" or "ResourceArns" or "ContextEntries" or "MaxItems" or "CallerArn"))
            {
                throw AwsException.NotImplemented(Name, $"SimulatePrincipalPolicy with the parameter {name}");
            }
        }

        var arn = request.Required("PolicySourceArn");
        var role = Roles.FirstOrDefault(role => role.GetAtt("Arn") == arn) ?? throw NoSuchEntity($"The role with ARN {arn} cannot be found.");
        var caller = new AwsCaller(_arns.RoleSession(role.PhysicalId, "simulation"), _arns.AccountId, "", null);
        var keys = ContextKeys(request);
        var resources = request.Texts("ResourceArns") is { Count: > 0 } named ? named : ["*"];
        var actions = request.Texts("ActionNames");
        return actions.Count == 0
            ? throw new AwsException("ValidationError", "The request must contain the parameter ActionNames.", StatusCodes.Status400BadRequest)
            :
            [
                List("EvaluationResults", actions.SelectMany(action => resources.Select(resource => (action, resource))), pair =>
                {
                    var decision = _authorizer.Simulate(caller, pair.action, pair.resource, keys);
                    return new object?[]
                    {
                        Element("EvalActionName", pair.action),
                        Element("EvalResourceName", pair.resource),
                        Element("EvalDecision", Describe(decision.Reason)),
                        new XElement("MatchedStatements"),
                        new XElement("MissingContextValues"),
                    };
                }),
                Element("IsTruncated", false),
            ];
    }

    private static Dictionary<string, string> ContextKeys(QueryRequest request)
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, _, prefix) in request.Pairs("ContextEntries", "ContextKeyName", "ContextKeyType"))
        {
            var values = request.Texts($"{prefix}.ContextKeyValues");
            keys[name] = values.Count == 1
                ? values[0]
                : throw AwsException.NotImplemented("IAM", $"SimulatePrincipalPolicy with {values.Count} values of the context key {name}");
        }

        return keys;
    }

    private static string Describe(DecisionReason reason) => reason switch
    {
        DecisionReason.Allowed => "allowed",
        DecisionReason.DeniedByIdentityPolicy or DecisionReason.DeniedByResourcePolicy => "explicitDeny",
        _ => "implicitDeny",
    };

    private object?[] Describe(StackResource role, bool withTags) =>
    [
        Element("Path", PathOf(role)),
        Element("RoleName", role.PhysicalId),
        Element("RoleId", role.GetAtt("RoleId")),
        Element("Arn", role.GetAtt("Arn")),
        Element("CreateDate", _createdAt),
        Element("AssumeRolePolicyDocument", Uri.EscapeDataString(role.Properties["AssumeRolePolicyDocument"]?.ToJsonString() ?? "{}")),
        Element("Description", role.Properties["Description"]?.ToString()),
        Element("MaxSessionDuration", TemplateNumber.Read(role.Properties["MaxSessionDuration"]) ?? 3600),
        withTags && role.Properties["Tags"] is JsonArray tags
            ? List("Tags", tags, tag => new[] { Element("Key", tag?["Key"]), Element("Value", tag?["Value"]) })
            : null,
    ];

    private object?[] Describe(StackResource policy) =>
    [
        Element("PolicyName", policy.PhysicalId[(policy.PhysicalId.LastIndexOf('/') + 1)..]),
        Element("PolicyId", "ANPA" + _stacks.Current.Identity.UpperId(policy.LogicalId, 17)),
        Element("Arn", policy.PhysicalId),
        Element("Path", policy.Properties["Path"]?.ToString() ?? "/"),
        Element("DefaultVersionId", "v1"),
        Element("AttachmentCount", Items(policy.Properties["Roles"]).Count()),
        Element("IsAttachable", true),
        Element("CreateDate", _createdAt),
        Element("UpdateDate", _createdAt),
    ];

    // Those in the role, and those that the template attaches to it: for IAM both are the role's own.
    private IEnumerable<(string Name, JsonNode? Document)> Inline(StackResource role) =>
        (role.Properties["Policies"] as JsonArray ?? []).Select(policy => (policy?["PolicyName"]?.ToString() ?? "", policy?["PolicyDocument"]))
            .Concat(_stacks.Current.OfType("AWS::IAM::Policy")
                .Where(policy => Items(policy.Properties["Roles"]).Contains(role.PhysicalId))
                .Select(policy => (policy.Properties["PolicyName"]?.ToString() ?? policy.LogicalId, policy.Properties["PolicyDocument"])));

    private StackResource Role(QueryRequest request)
    {
        var name = request.Required("RoleName");
        return Roles.FirstOrDefault(role => role.PhysicalId == name) ?? throw NoSuchEntity($"The role with name {name} cannot be found.");
    }

    private StackResource Policy(QueryRequest request)
    {
        var arn = request.Required("PolicyArn");
        return Managed.FirstOrDefault(policy => policy.PhysicalId == arn) ?? throw NoSuchEntity($"Policy {arn} was not found.");
    }

    private string RoleArn(QueryRequest request)
    {
        var name = request.Text("RoleName") ?? "*";
        return Roles.FirstOrDefault(role => role.PhysicalId == name)?.GetAtt("Arn") ?? _arns.Global("iam", $"role/{name}");
    }

    private static string PolicyArn(QueryRequest request) => request.Text("PolicyArn") ?? "*";

    private static string PathOf(StackResource role) => role.Properties["Path"]?.ToString() ?? "/";

    private static IEnumerable<string> Items(JsonNode? list) => (list as JsonArray ?? []).Select(item => item?.ToString() ?? "");

    private static object?[] Page<T>(QueryRequest request, string name, List<T> items, Func<T, object?> describe)
    {
        var limit = request.Text("MaxItems") switch
        {
            null => MostItems,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostItems => number,
            var text => throw new AwsException("ValidationError", $"MaxItems has to be a number from 1 to {MostItems}, and not {text}.", StatusCodes.Status400BadRequest),
        };
        var start = request.Text("Marker") switch
        {
            null => 0,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            _ => throw new AwsException("ValidationError", "Invalid Marker.", StatusCodes.Status400BadRequest),
        };
        var page = items.Skip(start).Take(limit).ToList();
        var isTruncated = start + page.Count < items.Count;
        return [List(name, page, describe), Element("IsTruncated", isTruncated), isTruncated ? Element("Marker", start + page.Count) : null];
    }

    private static AwsException NoSuchEntity(string message) => new("NoSuchEntity", message, StatusCodes.Status404NotFound);
}
