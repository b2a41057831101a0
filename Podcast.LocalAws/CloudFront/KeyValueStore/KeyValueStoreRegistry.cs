using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Faults;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>The stores that the template describes.</summary>
internal sealed class KeyValueStoreRegistry(LocalAwsOptions options, IFaultInjector faults, TimeProvider time) : IStackConsumer
{
    private volatile Dictionary<string, KeyValueStoreState> _byArn = [];

    public KeyValueStoreState? Find(string arn) => _byArn.GetValueOrDefault(arn);

    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var after = new Dictionary<string, KeyValueStoreState>(StringComparer.Ordinal);
        foreach (var resource in stack.OfType("AWS::CloudFront::KeyValueStore"))
        {
            if (resource.Properties["ImportSource"] is not null)
            {
                throw new TemplateException($"{resource.LogicalId}: LocalAws does not implement ImportSource of AWS::CloudFront::KeyValueStore.");
            }

            var arn = resource.GetAtt("Arn");
            after[arn] = Find(arn) ?? new(resource.GetAtt("Id"), arn, options.KeyValueStorePropagationDelay, time)
            {
                FailsAtEdge = operation => faults.Takes(FaultServices.EdgeStore, operation, FaultKind.Outage),
            };
        }

        _byArn = after;
        return Task.CompletedTask;
    }
}
