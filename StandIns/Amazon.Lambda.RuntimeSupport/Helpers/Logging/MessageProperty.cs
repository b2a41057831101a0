namespace Amazon.Lambda.RuntimeSupport.Helpers.Logging;

/// <summary>A place in a template: <c>{name}</c>, <c>{name:format}</c>, or <c>{@name}</c> for a value written as JSON.</summary>
/// <param name="Token">The place as it stands in the template, braces included.</param>
/// <param name="Name">Name, or position.</param>
/// <param name="Format">.NET format string; null for the default.</param>
/// <param name="AsJson">Marked with @.</param>
internal sealed record MessageProperty(string Token, string Name, string? Format, bool AsJson)
{
    internal static MessageProperty Parse(string token)
    {
        var asJson = token.StartsWith("{@", StringComparison.Ordinal);
        var inner = token.AsSpan(asJson ? 2 : 1, token.Length - (asJson ? 3 : 2));
        var colon = inner.IndexOf(':');
        var format = colon < 0 ? string.Empty : inner[(colon + 1)..].Trim().ToString();
        return new MessageProperty(
            token, (colon < 0 ? inner : inner[..colon]).Trim().ToString(), format.Length == 0 ? null : format, asJson);
    }
}
