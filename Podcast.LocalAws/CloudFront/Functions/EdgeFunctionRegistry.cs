using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.LocalAws.Core.Metrics;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>The template's functions by ARN. See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-function.html.</summary>
internal sealed class EdgeFunctionRegistry(KeyValueStoreRegistry stores, IEnumerable<IFunctionLogSink> logSinks, IMetricRecorder metrics, TimeProvider time, ILogger<EdgeFunction> logger) : IStackConsumer
{
    private readonly Lock _publishing = new();
    private readonly EdgeFunctionLog _log = new(logSinks, time);
    private volatile Dictionary<string, EdgeFunction> _byArn = [];

    /// <exception cref="TemplateException">A function could not be attached in AWS either.</exception>
    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var after = new Dictionary<string, EdgeFunction>(StringComparer.Ordinal);
        foreach (var resource in stack.OfType("AWS::CloudFront::Function"))
        {
            var config = ConfigNode.Of(resource, "FunctionConfig");
            if (config["Runtime"].RequiredText != "cloudfront-js-2.0")
            {
                throw config["Runtime"].Invalid("has to be cloudfront-js-2.0: LocalAws runs no other runtime");
            }

            if (!ConfigNode.Of(resource, "AutoPublish").Flag)
            {
                throw ConfigNode.Of(resource, "AutoPublish").Invalid("has to be true: an unpublished function cannot be attached to a distribution");
            }

            var name = ConfigNode.Of(resource, "Name").RequiredText;
            var code = ConfigNode.Of(resource, "FunctionCode").RequiredText;
            var arn = resource.GetAtt("FunctionARN");
            var store = FindStore(config["KeyValueStoreAssociations"]);
            // One that did not change stays compiled.
            after[arn] = _byArn.GetValueOrDefault(arn) is { } known && known.IsMadeOf(code, store) ? known : new(name, code, store, _log, new(name, metrics), time, logger);
        }

        _byArn = after;
        return Task.CompletedTask;
    }

    /// <summary>Makes code live that the API published.</summary>
    public void Publish(string arn, string name, string code, KeyValueStoreState? store)
    {
        lock (_publishing)
        {
            _byArn = new(_byArn, StringComparer.Ordinal) { [arn] = new(name, code, store, _log, new(name, metrics), time, logger) };
        }
    }

    public IEnumerable<EdgeFunction> All => _byArn.Values;

    /// <exception cref="TemplateException">The template has no such function.</exception>
    public EdgeFunction? Find(string? arn) => arn is null ? null
        : _byArn.GetValueOrDefault(arn) ?? throw new TemplateException($"The distribution names the function {arn}, which is not in the template.");

    private KeyValueStoreState? FindStore(ConfigNode associations)
    {
        var arns = associations.Items.Select(association => association["KeyValueStoreARN"]).ToArray();
        return arns switch
        {
            [] => null,
            [var arn] => stores.Find(arn.RequiredText) ?? throw arn.Invalid($"names no key value store of the template: {arn.Text}"),
            _ => throw associations.Invalid("has more than one key value store; a function takes one"),
        };
    }
}
