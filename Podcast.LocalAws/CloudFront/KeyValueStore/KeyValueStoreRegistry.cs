using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Faults;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>The stores that the template describes.</summary>
internal sealed class KeyValueStoreRegistry(LocalAwsOptions options, IFaultInjector faults, TimeProvider time) : IStackConsumer, IDisposable
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
            after[arn] = Find(arn) ?? new(resource.GetAtt("Id"), arn, options.KeyValueStorePropagationDelay, time, OpenJournal(resource.GetAtt("Id")))
            {
                FailsAtEdge = operation => faults.Takes(FaultServices.EdgeStore, operation, FaultKind.Outage),
            };
        }

        foreach (var (arn, gone) in _byArn)
        {
            if (!after.ContainsKey(arn))
            {
                gone.Delete();
            }
        }

        _byArn = after;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var store in _byArn.Values)
        {
            store.Dispose();
        }
    }

    private KeyValueJournal? OpenJournal(string id) =>
        string.IsNullOrEmpty(options.KeyValueStorePath) ? null : KeyValueJournal.Open(Path.GetFullPath(options.KeyValueStorePath), id);
}
