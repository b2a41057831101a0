using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Protocols.AwsQuery;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFormation;

/// <summary>Makes change sets out of requests. See https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html.</summary>
internal sealed class ChangeSetOperations(StackStore stacks, DeploymentPlanner planner, LocalAwsOptions options, TimeProvider time)
{
    private const string NoChanges = "The submitted information didn't contain changes. Submit different information to create a change set.";

    /// <exception cref="Core.AwsException">The stack is not in a state for it, or the template refers to what is not there.</exception>
    public (DeployedStack Stack, ChangeSet ChangeSet) Create(QueryRequest request, string body, JsonObject template)
    {
        var name = request.Required("ChangeSetName");
        var stack = FindOrAdd(request.Required("StackName"), request.Text("ChangeSetType") is not "UPDATE");
        if (stack.ChangeSets.Any(other => other.Name == name))
        {
            throw new Core.AwsException("AlreadyExistsException", $"ChangeSet {name} already exists", StatusCodes.Status400BadRequest);
        }

        var changeSet = Create(request, stack, name, body, template);
        stack.Add(changeSet);
        if (stack.Resolved is null && stack.Events.Count == 0)
        {
            stack.Report("REVIEW_IN_PROGRESS", "User Initiated", request.Text("ClientToken"));
        }

        return (stack, changeSet);
    }

    /// <summary>The change of a request that is made at once, without a change set that anybody sees.</summary>
    /// <exception cref="Core.AwsException">The stack is not in a state for it, the template refers to what is not there, or nothing changes.</exception>
    public (DeployedStack Stack, ChangeSet Change) CreateDirect(QueryRequest request, string body, JsonObject template, bool isCreate)
    {
        var stackName = request.Required("StackName");
        if (isCreate && stacks.Find(stackName) is { Deleted: null })
        {
            throw new Core.AwsException("AlreadyExistsException", $"Stack [{stackName}] already exists", StatusCodes.Status400BadRequest);
        }

        var stack = FindOrAdd(stackName, isCreate);
        var change = Create(request, stack, "direct", body, template);
        return change.Plan is not null ? (stack, change) : throw CloudFormationErrors.Validation("No updates are to be performed.");
    }

    private DeployedStack FindOrAdd(string name, bool isCreate)
    {
        var stack = stacks.Find(name);
        if (isCreate)
        {
            return stack is null or { Status: "REVIEW_IN_PROGRESS" }
                ? stack ?? stacks.Add(name)
                : throw CloudFormationErrors.Validation($"Stack [{name}] already exists and cannot be created again with the changeSet [CREATE].");
        }

        return stack switch
        {
            null => throw CloudFormationErrors.Validation($"Stack [{name}] does not exist"),
            { IsBusy: true } or { Status: "ROLLBACK_COMPLETE" or "DELETE_FAILED" } => throw CloudFormationErrors.Validation(
                $"Stack:{stack.Id} is in {stack.Status} state and can not be updated."),
            _ => stack,
        };
    }

    private ChangeSet Create(QueryRequest request, DeployedStack stack, string name, string body, JsonObject template)
    {
        var parameters = ReadParameters(request, stack, template);
        DeploymentPlan plan;
        try
        {
            plan = planner.Plan(stack.Resources, template, stack.Identity, parameters, stacks.Import);
        }
        catch (TemplateException reason)
        {
            throw CloudFormationErrors.Template(reason);
        }

        var tags = request.Pairs("Tags", "Key", "Value").Select(tag => KeyValuePair.Create(tag.Key, tag.Value ?? "")).ToList();
        var isSame = plan.IsEmpty && JsonNode.DeepEquals(template, stack.Template) && tags.SequenceEqual(stack.Tags);
        var id = options.GetArns().ChangeSet(name, Guid.NewGuid());
        return new(name, id, body, template, parameters, time.GetUtcNow())
        {
            Description = request.Text("Description"),
            RoleArn = request.Text("RoleARN"),
            Capabilities = request.Texts("Capabilities"),
            Tags = tags,
            Plan = isSame ? null : plan,
            Status = isSame ? "FAILED" : "CREATE_COMPLETE",
            StatusReason = isSame ? NoChanges : null,
            ExecutionStatus = isSame ? "UNAVAILABLE" : "AVAILABLE",
        };
    }

    private static Dictionary<string, string> ReadParameters(QueryRequest request, DeployedStack stack, JsonObject template)
    {
        var declared = template["Parameters"] as JsonObject ?? [];
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value, prefix) in request.Pairs("Parameters", "ParameterKey", "ParameterValue"))
        {
            if (!declared.ContainsKey(key))
            {
                throw CloudFormationErrors.Validation($"Parameters: [{key}] do not exist in the template");
            }

            if (request.Flag($"{prefix}.UsePreviousValue"))
            {
                if (stack.Parameters.TryGetValue(key, out var previous))
                {
                    values[key] = previous;
                }
            }
            else
            {
                values[key] = value ?? "";
            }
        }

        var missing = declared.Where(parameter => parameter.Value?["Default"] is null && !values.ContainsKey(parameter.Key)).Select(parameter => parameter.Key).ToList();
        return missing.Count == 0 ? values : throw CloudFormationErrors.Validation($"Parameters: [{string.Join(", ", missing)}] must have values");
    }
}
