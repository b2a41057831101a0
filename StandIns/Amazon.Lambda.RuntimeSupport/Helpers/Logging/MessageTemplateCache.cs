using System.Collections.Concurrent;

namespace Amazon.Lambda.RuntimeSupport.Helpers.Logging;

/// <summary>Parsed templates. Bounded, because a caller may build its messages instead of using templates.</summary>
internal sealed class MessageTemplateCache
{
    private const int Capacity = 1024;
    private readonly ConcurrentDictionary<string, MessageTemplate> _templates = new(StringComparer.Ordinal);

    internal MessageTemplate Get(string template)
    {
        if (_templates.TryGetValue(template, out var parsed))
        {
            return parsed;
        }

        parsed = new MessageTemplate(template);
        if (_templates.Count < Capacity)
        {
            _templates.TryAdd(template, parsed);
        }

        return parsed;
    }
}
