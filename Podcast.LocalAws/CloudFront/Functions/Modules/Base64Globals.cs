using System.Text;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Podcast.LocalAws.CloudFront.Functions.Modules;

/// <summary>The globals <c>atob</c> and <c>btoa</c>. See https://html.spec.whatwg.org/multipage/webappapis.html#atob.</summary>
internal static class Base64Globals
{
    public static JsValue Decode(Engine engine, JsValue argument)
    {
        var text = string.Concat(TypeConverter.ToString(argument).Where(character => !char.IsWhiteSpace(character)));
        var digits = text.TrimEnd('=');
        var valid = digits.All(character => char.IsAsciiLetterOrDigit(character) || character is '+' or '/')
            && digits.Length % 4 != 1
            && (digits.Length == text.Length || text.Length % 4 == 0);
        return valid && Bytes.TryDecodeBase64(digits) is { } bytes
            ? Encoding.Latin1.GetString(bytes)
            : throw engine.TypeError("invalid base64 string");
    }

    public static JsValue Encode(Engine engine, JsValue argument)
    {
        var text = TypeConverter.ToString(argument);
        return text.All(character => character <= 0xFF)
            ? Convert.ToBase64String(Encoding.Latin1.GetBytes(text))
            : throw engine.TypeError("invalid character (>= U+00FF)");
    }
}
