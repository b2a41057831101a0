using System.Collections.Concurrent;
using System.Text;
using Podcast.LocalAws.CloudFront.Api;
using Podcast.LocalAws.CloudFront.Distribution;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.Functions.Api;

/// <summary>The account's functions: those of the stack, and those that the API made.</summary>
internal sealed class FunctionStore(StackHost host, DistributionRegistry distributions, TimeProvider time)
{
    /// <summary>See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-functions.</summary>
    public const int MaxFunctions = 100;

    private readonly ConcurrentDictionary<string, StoredFunction> _functions = new(StringComparer.Ordinal);

    public string ArnOf(string name) => host.Current.Arns.EdgeFunction(name);

    public IReadOnlyList<StoredFunction> All
    {
        get
        {
            var ofStack = new HashSet<string>(StringComparer.Ordinal);
            foreach (var resource in host.Current.OfType("AWS::CloudFront::Function"))
            {
                ofStack.Add(Adopt(resource).Name);
            }

            foreach (var gone in _functions.Values.Where(function => function.TemplateCode is not null && !ofStack.Contains(function.Name)))
            {
                _functions.TryRemove(gone.Name, out _);
            }

            return [.. _functions.Values.OrderBy(function => function.Name, StringComparer.Ordinal)];
        }
    }

    public StoredFunction? Find(string name) => All.FirstOrDefault(function => function.Name == name);

    public bool TryAdd(StoredFunction function) => _functions.TryAdd(function.Name, function);

    public void Remove(StoredFunction function) => _functions.TryRemove(function.Name, out _);

    /// <summary>Whether a behavior of a distribution runs the function.</summary>
    public bool IsInUse(StoredFunction function) => distributions.All.Any(distribution => distribution.RunsFunction(function.Arn));

    private StoredFunction Adopt(StackResource resource)
    {
        var name = ConfigNode.Of(resource, "Name").RequiredText;
        var code = ConfigNode.Of(resource, "FunctionCode").RequiredText;
        if (_functions.TryGetValue(name, out var known) && known.TemplateCode == code)
        {
            return known;
        }

        var config = ConfigNode.Of(resource, "FunctionConfig");
        var stage = new FunctionStage(
            Encoding.UTF8.GetBytes(code),
            config["Comment"].Text ?? "",
            config["Runtime"].RequiredText,
            [.. config["KeyValueStoreAssociations"].Items.Select(item => item["KeyValueStoreARN"].RequiredText)],
            time.GetUtcNow());
        var function = new StoredFunction(name, ArnOf(name), stage, code) { Live = stage with { ETag = ETags.New() } };
        _functions[name] = function;
        return function;
    }
}
