using System.Collections;
using System.Globalization;

namespace Podcast.LocalAws.Scheduler.Expressions;

/// <summary>One field of a cron expression as the set of its values: <c>*</c>, values, ranges and steps, separated by commas.</summary>
internal sealed class CronField
{
    private readonly int _from;
    private readonly BitArray _values;

    private CronField(int from, int to)
    {
        _from = from;
        _values = new(to - from + 1);
    }

    /// <param name="name">The field in messages.</param>
    /// <param name="text">What the expression has.</param>
    /// <param name="from">The smallest value.</param>
    /// <param name="to">The largest value.</param>
    /// <param name="names">What may stand for a number, from <paramref name="from"/> on.</param>
    /// <exception cref="ScheduleExpressionException">The field cannot be read.</exception>
    public static CronField Parse(string name, string text, int from, int to, string[]? names = null)
    {
        var field = new CronField(from, to);
        foreach (var item in text.Split(','))
        {
            field.Add(name, item, to, names);
        }

        return field;
    }

    /// <summary>Reads one value, a number or a name.</summary>
    /// <exception cref="ScheduleExpressionException">It is no value of the field.</exception>
    public static int ParseValue(string name, string text, int from, int to, string[]? names = null)
    {
        var index = names is null ? -1 : Array.FindIndex(names, known => known.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            return from + index;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to
            ? number
            : throw new ScheduleExpressionException($"The field {name} has '{text}', which is not a value from {from} to {to}.");
    }

    public bool Contains(int value) => _values[value - _from];

    /// <summary>The smallest value that is not below <paramref name="value"/>; <see langword="null"/> when there is none.</summary>
    public int? Next(int value)
    {
        for (var index = Math.Max(value - _from, 0); index < _values.Length; index++)
        {
            if (_values[index])
            {
                return _from + index;
            }
        }

        return null;
    }

    private void Add(string name, string item, int to, string[]? names)
    {
        var slash = item.IndexOf('/', StringComparison.Ordinal);
        var range = slash < 0 ? item : item[..slash];
        var step = slash < 0 ? 1 : ParseValue($"{name} after its slash", item[(slash + 1)..], 1, Math.Max(to - _from, 1));
        var dash = range.IndexOf('-', StringComparison.Ordinal);

        int first, last;
        if (range == "*")
        {
            (first, last) = (_from, to);
        }
        else if (dash >= 0)
        {
            (first, last) = (ParseValue(name, range[..dash], _from, to, names), ParseValue(name, range[(dash + 1)..], _from, to, names));
            if (first > last)
            {
                throw new ScheduleExpressionException($"The field {name} has the range '{range}', which ends before it begins.");
            }
        }
        else
        {
            first = ParseValue(name, range, _from, to, names);
            last = slash < 0 ? first : to;
        }

        for (var value = first; value <= last; value += step)
        {
            _values[value - _from] = true;
        }
    }
}
