using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Template;

/// <summary>Reads whole numbers of a template, which may be written as numbers or as texts.</summary>
internal static class TemplateNumber
{
    /// <param name="node">A property's value; <see langword="null"/> when the resource does not have it.</param>
    /// <exception cref="TemplateException">It is something else; the message names the property.</exception>
    public static int? Read(JsonNode? node)
    {
        if (node is null)
        {
            return null;
        }

        var text = node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new TemplateException($"{node.GetPath().TrimStart('$', '.')} has to be a whole number, and not {text}.");
    }
}
