using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>A store is reached by a function that is associated with it, in the function's own configuration, and that reads it.</summary>
internal sealed class EdgeStoreRule : ITemplateRule
{
    private const string Associations = "KeyValueStoreAssociations";

    public IEnumerable<TemplateFinding> Check(CheckedStack stack) =>
        stack.OfType("AWS::CloudFront::Function").SelectMany(function => CheckFunction(stack, function))
            .Concat(CheckStores(stack));

    private static IEnumerable<TemplateFinding> CheckFunction(CheckedStack stack, StackResource function)
    {
        var path = $"{function.LogicalId}.FunctionConfig.{Associations}";
        var stores = StoresOf(function).ToList();
        var reads = ReadsStore(function);
        if (stores.Count == 0 && reads)
        {
            yield return TemplateFinding.Error(
                path, "The code reads a key-value store, but the function is associated with none: cf.kvs() fails, and every request gets 503.");
        }

        if (stores.Count > 0 && !reads)
        {
            yield return TemplateFinding.Warning(path, "The function is associated with a key-value store that its code never reads: every request takes the way of a miss.");
        }

        if (stores.Count > 1)
        {
            yield return TemplateFinding.Refusal(path, "A function can be associated with one key-value store.");
        }

        foreach (var arn in stores.Where(arn => stack.Find("AWS::CloudFront::KeyValueStore", arn) is null))
        {
            yield return TemplateFinding.Error(path, $"No key-value store of the template has the ARN {arn}.");
        }
    }

    private static IEnumerable<TemplateFinding> CheckStores(CheckedStack stack)
    {
        var associated = stack.OfType("AWS::CloudFront::Function").SelectMany(StoresOf).ToHashSet(StringComparer.Ordinal);
        foreach (var store in stack.OfType("AWS::CloudFront::KeyValueStore").Where(store => !associated.Contains(store.GetAtt("Arn"))))
        {
            yield return TemplateFinding.Warning(
                store.LogicalId, $"No function can read the key-value store: no AWS::CloudFront::Function has it in FunctionConfig.{Associations}.");
        }

        foreach (var store in stack.OfType("AWS::CloudFront::KeyValueStore").Where(store => !IsWritten(stack, store)))
        {
            yield return TemplateFinding.Warning(store.LogicalId, "Nobody writes the key-value store: no function has its ARN in the environment and may update its keys.");
        }
    }

    private static bool IsWritten(CheckedStack stack, StackResource store) => stack.OfType("AWS::Lambda::Function").Any(function =>
        (function.Properties["Environment"]?["Variables"]?.ToJsonString().Contains(store.GetAtt("Arn"), StringComparison.Ordinal) ?? false)
        && stack.Authorization.Allows(
            stack.Authorization.Session(function.Properties["Role"]?.ToString() ?? "", function.PhysicalId), "cloudfront-keyvaluestore:UpdateKeys", store.GetAtt("Arn")));

    private static IEnumerable<string> StoresOf(StackResource function) =>
        CheckedStack.Objects(function.Properties["FunctionConfig"]?[Associations]).Select(association => association["KeyValueStoreARN"]?.ToString() ?? "");

    private static bool ReadsStore(StackResource function) =>
        function.Properties["FunctionCode"]?.ToString().Contains(".kvs(", StringComparison.Ordinal) ?? false;
}
