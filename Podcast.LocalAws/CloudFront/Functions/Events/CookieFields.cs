namespace Podcast.LocalAws.CloudFront.Functions.Events;

/// <summary>Cookies as fields: <c>Cookie</c> of a request, <c>Set-Cookie</c> of a response.</summary>
internal static class CookieFields
{
    public static FieldMap ParseRequest(IEnumerable<string?> cookieHeaders)
    {
        var fields = new FieldMap();
        foreach (var pair in cookieHeaders.SelectMany(header => (header ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            var (name, value) = Split(pair);
            fields.Add(name, value);
        }

        return fields;
    }

    public static string FormatRequest(FieldMap cookies) =>
        string.Join("; ", cookies.SelectMany(cookie => cookie.Value.Select(value => $"{cookie.Key}={value.Value}")));

    public static FieldMap ParseResponse(IEnumerable<string?> setCookieHeaders)
    {
        var fields = new FieldMap();
        foreach (var header in setCookieHeaders.OfType<string>())
        {
            var semicolon = header.IndexOf(';', StringComparison.Ordinal);
            var (name, value) = Split(semicolon < 0 ? header : header[..semicolon]);
            fields.Add(name, new FieldValue(value, semicolon < 0 ? null : header[(semicolon + 1)..].Trim()));
        }

        return fields;
    }

    public static IEnumerable<string> FormatResponse(FieldMap cookies) =>
        from cookie in cookies
        from value in cookie.Value
        select string.IsNullOrEmpty(value.Attributes) ? $"{cookie.Key}={value.Value}" : $"{cookie.Key}={value.Value}; {value.Attributes}";

    private static (string Name, string Value) Split(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (pair.Trim(), "") : (pair[..equals].Trim(), pair[(equals + 1)..].Trim());
    }
}
