namespace Aspire.Hosting.ApplicationModel;

/// <summary>Turns a resource's name into one that a shell accepts as a variable: what is not a letter or a digit becomes an underscore.</summary>
internal static class EnvironmentVariableNameEncoder
{
    public static string Encode(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var encoded = string.Create(name.Length, name, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsAsciiLetterOrDigit(source[i]) ? source[i] : '_';
            }
        });
        return encoded.Length > 0 && char.IsAsciiDigit(encoded[0]) ? "_" + encoded : encoded;
    }
}
