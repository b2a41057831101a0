using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFormation;

/// <summary>
/// The stacks of the account: the one that the process was started with, the bootstrap stack, and what is deployed later. Read only when somebody
/// calls CloudFormation or what belongs to it, so that a start pays nothing for it.
/// </summary>
internal sealed class StackStore(StackHost host, DeploymentPlanner planner, LocalAwsOptions options, TimeProvider time)
    : IAccountBootstrap
{
    private readonly Lock _lock = new();
    private readonly Lock _preparing = new();
    private readonly List<DeployedStack> _stacks = [];
    private readonly List<StackResource> _orphans = [];
    private bool _isAdopted;
    private Task? _prepared;

    public string AssetBucket => BootstrapStack.AssetBucket(options.AccountId, options.Region);

    /// <summary>Everything that is deployed at present.</summary>
    public Stack Current => host.Current;

    public IReadOnlyList<DeployedStack> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _stacks];
            }
        }
    }

    /// <summary>Makes the bootstrap stack, and takes over the stack of the start.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken)
    {
        lock (_preparing)
        {
            if (_prepared is null or { IsFaulted: true })
            {
                if (!_isAdopted)
                {
                    AdoptInitial();
                    Adopt(BootstrapStack.Name, BootstrapStack.Template(options.AccountId, options.Region));
                    _isAdopted = true;
                }

                // Shared by all callers, so that none of them cancels it by disconnecting.
                _prepared = ApplyAsync(CancellationToken.None);
            }

            return _prepared.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The stack of a name or an id. A deleted one is found by its id only.</summary>
    public DeployedStack? Find(string nameOrId)
    {
        lock (_lock)
        {
            return _stacks.LastOrDefault(stack => stack.Id == nameOrId || (stack.Name == nameOrId && stack.Deleted is null));
        }
    }

    /// <param name="name">Of the new stack.</param>
    /// <param name="isOfTheStart">See <see cref="DeployedStack.IsOfTheStart"/>.</param>
    public DeployedStack Add(string name, bool isOfTheStart = false)
    {
        lock (_lock)
        {
            var identity = new StackIdentity(name, options.AccountId, options.Region) { Incarnation = _stacks.Count(stack => stack.Name == name) };
            var stack = new DeployedStack(identity, time) { IsOfTheStart = isOfTheStart };
            _stacks.Add(stack);
            return stack;
        }
    }

    /// <summary>The value of an export of any stack.</summary>
    public string? Import(string name) => Exports.FirstOrDefault(export => export.Name == name).Value;

    public IEnumerable<(string StackId, string Name, string Value)> Exports =>
        All.Where(stack => stack is { Deleted: null, Resolved: not null })
            .SelectMany(stack => stack.Resolved!.Exports.Select(export => (stack.Id, export.Key, export.Value)));

    /// <summary>Keeps a resource that no stack has any more.</summary>
    public void Retain(StackResource resource)
    {
        lock (_lock)
        {
            _orphans.Add(resource);
        }
    }

    /// <summary>Brings what the stacks have in place to the services.</summary>
    public Task ApplyAsync(CancellationToken cancellationToken) => host.ApplyAsync(Compose(), cancellationToken);

    private Stack Compose()
    {
        lock (_lock)
        {
            var resources = new List<StackResource>();
            foreach (var stack in _stacks)
            {
                resources.AddRange(stack.Resources.Select(resource => resource.Resource));
                // One that keeps its physical id is there already.
                resources.AddRange(stack.Outgoing
                    .Where(outgoing => !stack.Resources.Any(resource => resource.Type == outgoing.Type && resource.PhysicalId == outgoing.PhysicalId))
                    .Select(resource => resource.Resource));
            }

            resources.AddRange(_orphans);
            var main = _stacks.FirstOrDefault(stack => stack is { Resolved: not null, Deleted: null } && stack.Name != BootstrapStack.Name)?.Resolved;
            return new(
                main?.Identity ?? new(options.TemplatePath.Length == 0 ? "" : host.Current.StackName, options.AccountId, options.Region),
                resources,
                main?.Outputs ?? new Dictionary<string, string>());
        }
    }

    // As it was at the start: the file may have been built anew since, and what changed there is not deployed yet.
    private void AdoptInitial()
    {
        if (host.Current.Template is { } template)
        {
            Adopt(host.Current.StackName, template.DeepClone().AsObject(), isOfTheStart: true);
        }
    }

    private void Adopt(string name, JsonObject template, bool isOfTheStart = false)
    {
        var stack = Add(name, isOfTheStart);
        (stack.Resolved, stack.Resources) = Resolved();
        stack.Template = template;
        stack.TemplateBody = template.ToJsonString();
        stack.Report("CREATE_COMPLETE");

        (Stack, IReadOnlyList<DeployedResource>) Resolved() =>
            planner.Resolve(template, stack.Identity, new Dictionary<string, string>(), _ => null);
    }
}
