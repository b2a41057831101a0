using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>The template's functions by ARN. See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-function.html.</summary>
internal sealed class EdgeFunctionRegistry
{
    private readonly Dictionary<string, EdgeFunction> _byArn = new(StringComparer.Ordinal);

    /// <exception cref="TemplateException">A function could not be attached in AWS either.</exception>
    public EdgeFunctionRegistry(Stack stack, KeyValueStoreRegistry stores, TimeProvider time, ILogger<EdgeFunction> logger)
    {
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
            _byArn.Add(resource.GetAtt("FunctionARN"), new(name, code, FindStore(config["KeyValueStoreAssociations"], stores), time, logger));
        }
    }

    public IEnumerable<EdgeFunction> All => _byArn.Values;

    /// <exception cref="TemplateException">The template has no such function.</exception>
    public EdgeFunction? Find(string? arn) => arn is null ? null
        : _byArn.GetValueOrDefault(arn) ?? throw new TemplateException($"The distribution names the function {arn}, which is not in the template.");

    private static KeyValueStoreState? FindStore(ConfigNode associations, KeyValueStoreRegistry stores)
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
