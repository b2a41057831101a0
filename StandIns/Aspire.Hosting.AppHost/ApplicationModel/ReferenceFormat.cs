namespace Aspire.Hosting.ApplicationModel;

/// <summary>The formats that a value in a reference expression may be given: <c>{value:uri}</c>.</summary>
internal static class ReferenceFormat
{
    public static string Apply(string value, string format) =>
        format.Equals("uri", StringComparison.OrdinalIgnoreCase)
            ? Uri.EscapeDataString(value)
            : throw new NotSupportedException($"The format '{format}' is not supported. The one that is: 'uri', which encodes a part of a URI.");

    /// <summary>Makes text safe inside a composite format string. Braces that come doubled are taken as escaped already.</summary>
    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny('{', '}') < 0)
        {
            return text;
        }

        var escaped = new System.Text.StringBuilder(text.Length + 4);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            escaped.Append(c);
            if (c is '{' or '}')
            {
                escaped.Append(c);
                i += i + 1 < text.Length && text[i + 1] == c ? 1 : 0;
            }
        }

        return escaped.ToString();
    }
}
