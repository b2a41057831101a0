using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Template;

/// <summary>Reads a synthesized template.</summary>
internal static class StackLoader
{
    private static readonly Dictionary<string, string> DefaultsOnly = [];

    /// <summary>Loads the template that the options name; the file's name up to the first dot is the stack's.</summary>
    /// <exception cref="TemplateException">The file is no template, or a reference in it leads nowhere.</exception>
    public static Stack Load(LocalAwsOptions options)
    {
        if (options.TemplatePath.Length == 0)
        {
            return new(new("", options.AccountId, options.Region), [], DefaultsOnly);
        }

        var stackName = Path.GetFileName(options.TemplatePath).Split('.')[0];
        using var file = File.OpenRead(options.TemplatePath);
        JsonNode? template;
        try
        {
            template = JsonNode.Parse(file);
        }
        catch (JsonException reason)
        {
            throw new TemplateException($"{options.TemplatePath} is not JSON: {reason.Message}");
        }

        return Resolve(template, new(stackName, options.AccountId, options.Region));
    }

    /// <summary>Resolves a template.</summary>
    /// <param name="template">The template's JSON.</param>
    /// <param name="identity">Where the stack is deployed to.</param>
    /// <param name="parameters">Values in place of the parameters' defaults.</param>
    public static Stack Parse(string template, StackIdentity identity, IReadOnlyDictionary<string, string>? parameters = null) =>
        Resolve(JsonNode.Parse(template), identity, parameters);

    /// <summary>Resolves a template that is parsed already.</summary>
    /// <param name="template">The template's JSON.</param>
    /// <param name="identity">Where the stack is deployed to.</param>
    /// <param name="parameters">Values in place of the parameters' defaults.</param>
    /// <param name="imports">The values that other stacks export.</param>
    /// <exception cref="TemplateException">It is no template, or a reference in it leads nowhere.</exception>
    public static Stack Resolve(
        JsonNode? template, StackIdentity identity, IReadOnlyDictionary<string, string>? parameters = null, Func<string, string?>? imports = null) =>
        template is JsonObject { } document && document.ContainsKey("Resources")
            ? ResolveDocument(document, identity, parameters ?? DefaultsOnly, imports)
            : throw new TemplateException("The template has no Resources section: it is not a CloudFormation template.");

    private static Stack ResolveDocument(
        JsonObject document, StackIdentity identity, IReadOnlyDictionary<string, string> parameters, Func<string, string?>? imports)
    {
        TemplateShape.Require(document);
        try
        {
            return new TemplateResolver(document, identity, parameters, imports).Resolve();
        }
        catch (Exception fault) when (fault is InvalidOperationException or FormatException or OverflowException or ArgumentException or KeyNotFoundException)
        {
            // JSON of another kind than a function or a property takes.
            throw new TemplateException($"A value of the template has another type than its place takes: {fault.Message}");
        }
    }
}
