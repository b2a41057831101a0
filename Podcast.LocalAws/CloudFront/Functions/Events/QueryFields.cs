using System.Text;

namespace Podcast.LocalAws.CloudFront.Functions.Events;

/// <summary>A query string as fields. Names and values stay percent-encoded, as functions see them.</summary>
internal static class QueryFields
{
    public static FieldMap Parse(string? rawQuery)
    {
        var fields = new FieldMap();
        foreach (var part in (rawQuery ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            fields.Add(equals < 0 ? part : part[..equals], equals < 0 ? "" : part[(equals + 1)..]);
        }

        return fields;
    }

    public static string Format(FieldMap fields)
    {
        var query = new StringBuilder();
        foreach (var (name, values) in fields)
        {
            foreach (var value in values)
            {
                if (query.Length > 0)
                {
                    query.Append('&');
                }

                query.Append(name).Append('=').Append(value.Value);
            }
        }

        return query.ToString();
    }
}
