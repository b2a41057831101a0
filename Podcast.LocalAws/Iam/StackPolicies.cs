using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Iam.Policies;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Iam;

/// <summary>All policies of one stack: of its roles, and of its resources.</summary>
internal sealed class StackPolicies
{
    private readonly Dictionary<string, RolePolicies> _roles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PolicyDocument>> _resources = new(StringComparer.Ordinal);

    private StackPolicies(Stack stack) => Stack = stack;

    public Stack Stack { get; }

    /// <summary>The roles, by name.</summary>
    public IReadOnlyDictionary<string, RolePolicies> Roles => _roles;

    /// <exception cref="TemplateException">A policy is malformed, has what LocalAws does not cover, or is attached to nothing.</exception>
    public static StackPolicies Read(Stack stack)
    {
        var policies = new StackPolicies(stack);
        var managed = stack.OfType("AWS::IAM::ManagedPolicy").ToDictionary(policy => policy.PhysicalId, ReadManaged, StringComparer.Ordinal);
        foreach (var role in stack.OfType("AWS::IAM::Role"))
        {
            policies.AddRole(role, managed);
        }

        foreach (var policy in stack.OfType("AWS::IAM::ManagedPolicy"))
        {
            policies.Attach(policy, managed[policy.PhysicalId]);
        }

        foreach (var policy in stack.OfType("AWS::IAM::Policy"))
        {
            policies.Attach(policy, PolicyReader.Read($"{policy.LogicalId}.PolicyDocument", policy.Properties["PolicyDocument"], PolicyKind.Identity));
        }

        policies.AddResourcePolicies();
        return policies;
    }

    /// <summary>The policies of resources, by the resource's ARN.</summary>
    public IEnumerable<(string ResourceArn, PolicyDocument Policy)> ResourcePolicies =>
        _resources.SelectMany(resource => resource.Value.Select(policy => (resource.Key, policy)));

    public RolePolicies? FindRole(string name) => _roles.GetValueOrDefault(name);

    /// <summary>The policies of a resource, of the bucket for an object and of the table for an index.</summary>
    public IReadOnlyList<PolicyDocument> OfResource(string resourceArn) => _resources.GetValueOrDefault(OwnerOf(resourceArn)) ?? [];

    private static string OwnerOf(string arn)
    {
        var parts = arn.Split(':', 6);
        if (parts.Length < 6)
        {
            return arn;
        }

        var resource = parts[2] switch
        {
            "s3" => parts[5].Split('/')[0],
            // function:name[:qualifier]
            "lambda" when parts[5].Split(':') is [var kind, var name, _] => $"{kind}:{name}",
            // table/name[/index/… or /stream/…]
            "dynamodb" when parts[5].Split('/') is [var kind, var name, ..] => $"{kind}/{name}",
            _ => parts[5],
        };
        return string.Join(':', parts.Take(5).Append(resource));
    }

    private static PolicyDocument ReadManaged(StackResource policy) =>
        PolicyReader.Read($"{policy.LogicalId}.PolicyDocument", policy.Properties["PolicyDocument"], PolicyKind.Identity);

    private void AddRole(StackResource resource, Dictionary<string, PolicyDocument> managed)
    {
        var trust = PolicyReader.Read(
            $"{resource.LogicalId}.AssumeRolePolicyDocument", resource.Properties["AssumeRolePolicyDocument"], PolicyKind.Trust);
        var role = new RolePolicies(resource, trust);
        foreach (var policy in Items(resource.Properties["Policies"]))
        {
            role.Identity.Add(PolicyReader.Read($"{resource.LogicalId}.Policies[{policy["PolicyName"]}]", policy["PolicyDocument"], PolicyKind.Identity));
        }

        foreach (var arn in Items(resource.Properties["ManagedPolicyArns"]).Select(item => item.ToString()))
        {
            role.Identity.Add(managed.GetValueOrDefault(arn) ?? AwsManagedPolicies.Find(arn, $"{resource.LogicalId}.ManagedPolicyArns"));
        }

        if (resource.Properties["PermissionsBoundary"]?.ToString() is { } boundary)
        {
            role.Boundary = managed.GetValueOrDefault(boundary) ?? AwsManagedPolicies.Find(boundary, $"{resource.LogicalId}.PermissionsBoundary");
        }

        _roles[role.Name] = role;
    }

    private void Attach(StackResource policy, PolicyDocument document)
    {
        foreach (var name in Items(policy.Properties[nameof(Roles)]).Select(item => item.ToString()))
        {
            var role = FindRole(name) ?? throw new TemplateException($"{policy.LogicalId}.Roles names a role that the template does not have: {name}.");
            if (!role.Identity.Contains(document))
            {
                role.Identity.Add(document);
            }
        }
    }

    private void AddResourcePolicies()
    {
        foreach (var policy in Stack.OfType("AWS::S3::BucketPolicy"))
        {
            Add(AwsArns.Bucket($"{policy.Properties["Bucket"]}"), policy, "PolicyDocument");
        }

        foreach (var policy in Stack.OfType("AWS::SQS::QueuePolicy"))
        {
            foreach (var url in Items(policy.Properties["Queues"]).Select(item => item.ToString()))
            {
                Add(Stack.Arns.Queue(url[(url.LastIndexOf('/') + 1)..]), policy, "PolicyDocument");
            }
        }

        foreach (var policy in Stack.OfType("AWS::SNS::TopicPolicy"))
        {
            foreach (var topic in Items(policy.Properties["Topics"]).Select(item => item.ToString()))
            {
                Add(topic, policy, "PolicyDocument");
            }
        }

        foreach (var key in Stack.OfType("AWS::KMS::Key").Where(key => key.Properties["KeyPolicy"] is not null))
        {
            Add(key.GetAtt("Arn"), key, "KeyPolicy");
        }

        foreach (var table in Stack.OfType("AWS::DynamoDB::Table"))
        {
            if (table.Properties["ResourcePolicy"]?["PolicyDocument"] is { } document)
            {
                Add(table.GetAtt("Arn"), PolicyReader.Read($"{table.LogicalId}.ResourcePolicy", document, PolicyKind.Resource));
            }
        }

        foreach (var permission in Stack.OfType("AWS::Lambda::Permission"))
        {
            var statement = LambdaPermission.ToPolicy(permission, Stack);
            Add(LambdaPermission.FunctionArn(permission, Stack), statement);
        }
    }

    private void Add(string arn, StackResource resource, string property) =>
        Add(arn, PolicyReader.Read($"{resource.LogicalId}.{property}", resource.Properties[property], PolicyKind.Resource));

    private void Add(string arn, PolicyDocument document)
    {
        if (!_resources.TryGetValue(arn, out var documents))
        {
            _resources[arn] = documents = [];
        }

        documents.Add(document);
    }

    private static IEnumerable<JsonNode> Items(JsonNode? node) => (node as JsonArray ?? []).Where(item => item is not null)!;
}
