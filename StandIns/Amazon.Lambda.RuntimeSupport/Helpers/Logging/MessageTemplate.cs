using System.Collections;
using System.Globalization;
using System.Text;

namespace Amazon.Lambda.RuntimeSupport.Helpers.Logging;

/// <summary>A parsed message template. Doubled braces are no place and stay as they are.</summary>
internal sealed class MessageTemplate
{
    // Text, then a place, then text and so on; the last text is after the last place.
    private readonly List<string> _texts = [];
    private readonly List<MessageProperty> _properties = [];
    private readonly int[]? _positions;

    internal MessageTemplate(string template)
    {
        var text = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            var close = template[i] == '{' ? template.IndexOf('}', i) : -1;
            if (template[i] == '{' && i + 1 < template.Length && template[i + 1] == '{')
            {
                text.Append("{{");
                i++;
            }
            else if (close > i + 1)
            {
                _texts.Add(text.ToString());
                text.Clear();
                _properties.Add(MessageProperty.Parse(template[i..(close + 1)]));
                i = close;
            }
            else
            {
                text.Append(template[i]);
            }
        }

        _texts.Add(text.ToString());
        _positions = GetPositions();
    }

    /// <summary>Each place with its argument; a place without one is left out.</summary>
    internal IEnumerable<(MessageProperty Property, object? Argument)> Pair(object?[] arguments)
    {
        for (var i = 0; i < _properties.Count; i++)
        {
            var index = _positions?[i] ?? i;
            if (index < arguments.Length)
            {
                yield return (_properties[i], arguments[index]);
            }
        }
    }

    internal string Render(object?[] arguments)
    {
        var message = new StringBuilder(_texts[0]);
        for (var i = 0; i < _properties.Count; i++)
        {
            var index = _positions?[i] ?? i;
            var argument = index < arguments.Length ? arguments[index] : null;

            // Collections are too long for a sentence; the JSON format has them beside it.
            message.Append(argument is null or IDictionary || (argument is IList && argument is not byte[])
                ? _properties[i].Token
                : LogValue.Format(argument, _properties[i].Format));
            message.Append(_texts[i + 1]);
        }

        return message.ToString();
    }

    // Positional when the names are the numbers from 0 on, without a gap, in any order and as often as one likes.
    private int[]? GetPositions()
    {
        var positions = new int[_properties.Count];
        for (var i = 0; i < positions.Length; i++)
        {
            if (!int.TryParse(_properties[i].Name, NumberStyles.None, CultureInfo.InvariantCulture, out positions[i]))
            {
                return null;
            }
        }

        var distinct = positions.Distinct().ToArray();
        return distinct.Length > 0 && distinct.Max() == distinct.Length - 1 ? positions : null;
    }
}
