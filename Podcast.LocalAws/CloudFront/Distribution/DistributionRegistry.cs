using System.Text.Json.Nodes;
using Podcast.LocalAws.CloudFront.Api;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.Functions;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.Distribution;

/// <summary>
/// The distributions of the stack. A change by the API stays until a deployment changes the distribution's configuration in the template.
/// </summary>
internal sealed class DistributionRegistry(StackHost host, EdgeFunctionRegistry functions, TimeProvider time) : IStackConsumer
{
    private readonly Lock _changing = new();
    private volatile IReadOnlyList<DeployedDistribution> _all = [];

    /// <summary>In the order of the template.</summary>
    public IReadOnlyList<DeployedDistribution> All => _all;

    /// <exception cref="TemplateException">The template asks for something that is wrong or not emulated.</exception>
    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        lock (_changing)
        {
            _all = RequireOwnAliases([.. stack.OfType("AWS::CloudFront::Distribution").Select(resource => Deploy(stack, resource))]);
        }

        return Task.CompletedTask;
    }

    /// <exception cref="AwsException">There is none: NoSuchDistribution.</exception>
    public DeployedDistribution Get(string id) => _all.FirstOrDefault(distribution => distribution.Id == id) ?? throw CloudFrontErrors.NoSuchDistribution();

    /// <summary>
    /// The distribution that a viewer names: by its domain name, by an alias, by the first label of its domain name in front of <c>localhost</c>, or, for
    /// a loopback name, the first of the template. <see langword="null"/> where CloudFront would find none either.
    /// </summary>
    /// <param name="hostName">The host of the request, without a port.</param>
    public DeployedDistribution? FindByHost(string hostName)
    {
        var all = _all;
        foreach (var distribution in all)
        {
            if (distribution.Config.IsNamed(hostName))
            {
                return distribution;
            }
        }

        return LoopbackNames.Contains(hostName) && all.Count > 0 ? all[0] : null;
    }

    /// <summary>Replaces the configuration of a distribution.</summary>
    /// <param name="id">The distribution.</param>
    /// <param name="ifMatch">Checks that the caller has seen the version that is replaced.</param>
    /// <param name="source">The new configuration in CloudFormation's form.</param>
    /// <exception cref="AwsException">The configuration is not valid, or not emulated.</exception>
    public DeployedDistribution Update(string id, Action<DeployedDistribution> ifMatch, JsonObject source)
    {
        lock (_changing)
        {
            var before = Get(id);
            ifMatch(before);
            try
            {
                var after = before with
                {
                    Config = Read(host.Current, new("DistributionConfig", source), before.Id, before.Config.DomainName),
                    Source = source,
                    ETag = ETags.New(),
                    Modified = time.GetUtcNow(),
                };
                _all = RequireOwnAliases([.. _all.Select(distribution => distribution.Id == id ? after : distribution)]);
                return after;
            }
            catch (TemplateException error)
            {
                throw CloudFrontErrors.InvalidArgument(error.Message);
            }
        }
    }

    /// <summary>Replaces the tags of a distribution.</summary>
    public void ChangeTags(string id, Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>> change)
    {
        lock (_changing)
        {
            var before = Get(id);
            var after = before with { Tags = change(before.Tags) };
            _all = [.. _all.Select(distribution => distribution.Id == id ? after : distribution)];
        }
    }

    private DeployedDistribution Deploy(Stack stack, StackResource resource)
    {
        var template = ConfigNode.Of(resource, "DistributionConfig");
        var templateSource = template.Value?.ToJsonString() ?? "";
        var id = resource.PhysicalId;
        if (_all.FirstOrDefault(distribution => distribution.Id == id) is { } known && known.TemplateSource == templateSource)
        {
            // Policies that it names may have changed.
            return known with { Config = Read(stack, new(template.Path, known.Source), id, known.Config.DomainName) };
        }

        return new()
        {
            Config = Read(stack, template, id, resource.GetAtt("DomainName")),
            Source = template.Value as JsonObject ?? [],
            TemplateSource = templateSource,
            CallerReference = $"{stack.StackName}-{resource.LogicalId}",
            ETag = ETags.New(),
            Modified = time.GetUtcNow(),
            Tags = ConfigNode.Of(resource, "Tags").Items.ToDictionary(tag => tag["Key"].RequiredText, tag => tag["Value"].Text ?? "", StringComparer.Ordinal),
        };
    }

    private DistributionConfig Read(Stack stack, ConfigNode source, string id, string domainName)
    {
        var config = new DistributionConfigReader(stack).Read(source, id, domainName);
        // A missing function is an error of the deployment, not of the first viewer's request.
        foreach (var behavior in config.Behaviors)
        {
            functions.Find(behavior.ViewerRequestFunction);
            functions.Find(behavior.ViewerResponseFunction);
        }

        return config;
    }

    private static List<DeployedDistribution> RequireOwnAliases(List<DeployedDistribution> distributions)
    {
        var duplicate = distributions.SelectMany(distribution => distribution.Config.Aliases).GroupBy(alias => alias, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return duplicate is null
            ? distributions
            : throw new AwsException("CNAMEAlreadyExists", $"The alternate domain name {duplicate.Key} is associated with another distribution.", StatusCodes.Status409Conflict);
    }
}
