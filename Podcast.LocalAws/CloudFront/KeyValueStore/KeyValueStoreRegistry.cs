using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>The stores that the template describes.</summary>
internal sealed class KeyValueStoreRegistry
{
    private readonly Dictionary<string, KeyValueStoreState> _byArn = new(StringComparer.Ordinal);

    public KeyValueStoreRegistry(Stack stack, LocalAwsOptions options, TimeProvider time)
    {
        foreach (var resource in stack.OfType("AWS::CloudFront::KeyValueStore"))
        {
            if (resource.Properties["ImportSource"] is not null)
            {
                throw new TemplateException($"{resource.LogicalId}: LocalAws does not implement ImportSource of AWS::CloudFront::KeyValueStore.");
            }

            var arn = resource.GetAtt("Arn");
            _byArn.Add(arn, new(resource.GetAtt("Id"), arn, options.KeyValueStorePropagationDelay, time));
        }
    }

    public KeyValueStoreState? Find(string arn) => _byArn.GetValueOrDefault(arn);
}
