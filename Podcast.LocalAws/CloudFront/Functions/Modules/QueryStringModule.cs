using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace Podcast.LocalAws.CloudFront.Functions.Modules;

/// <summary>
/// The module querystring. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html#writing-functions-javascript-features-builtin-modules-query-string-20.
/// </summary>
internal static class QueryStringModule
{
    private const int DefaultMaxKeys = 1000;

    public static JsObject Create(Engine engine)
    {
        var module = new JsObject(engine);
        module.AddFunction("escape", 1, (_, arguments) => Escape(TypeConverter.ToString(arguments.At(0))));
        module.AddFunction("unescape", 1, (_, arguments) => Unescape(TypeConverter.ToString(arguments.At(0))));
        foreach (var name in (ReadOnlySpan<string>)["parse", "decode"])
        {
            module.AddFunction(name, 1, (_, arguments) => Parse(engine, arguments));
        }

        foreach (var name in (ReadOnlySpan<string>)["stringify", "encode"])
        {
            module.AddFunction(name, 1, (_, arguments) => Stringify(arguments));
        }

        return module;
    }

    private static JsObject Parse(Engine engine, JsValue[] arguments)
    {
        var result = new JsObject(engine);
        var options = arguments.At(3) as ObjectInstance;
        var decode = options?.Get("decodeURIComponent") is { } custom && custom.IsCallable() ? custom : null;
        var maxKeys = options?.Get("maxKeys") is { } limit && limit.IsNumber() ? (int)limit.AsNumber() : DefaultMaxKeys;
        var equal = Separator(arguments.At(2), "=");
        var parts = TypeConverter.ToString(arguments.At(0)).Split(Separator(arguments.At(1), "&"), StringSplitOptions.RemoveEmptyEntries);
        foreach (var part in maxKeys > 0 ? parts.Take(maxKeys) : parts)
        {
            var index = part.IndexOf(equal, StringComparison.Ordinal);
            Add(engine, result, Decode(index < 0 ? part : part[..index]), Decode(index < 0 ? "" : part[(index + equal.Length)..]));
        }

        return result;

        // A plus is a space in a query, but not for unescape.
        JsValue Decode(string text) => decode is null ? Unescape(text.Replace('+', ' ')) : decode.Call(text);
    }

    private static void Add(Engine engine, JsObject result, JsValue name, JsValue value)
    {
        var existing = result.HasOwnProperty(name) ? result.Get(name) : JsValue.Undefined;
        if (existing is JsArray list)
        {
            list.Set(list.Length, value, true);
        }
        else
        {
            result.CreateDataProperty(name, existing.IsUndefined() ? value : new JsArray(engine, [existing, value]));
        }
    }

    private static JsString Stringify(JsValue[] arguments)
    {
        if (arguments.At(0) is not ObjectInstance source)
        {
            return new JsString("");
        }

        var separator = Separator(arguments.At(1), "&");
        var equal = Separator(arguments.At(2), "=");
        var encode = (arguments.At(3) as ObjectInstance)?.Get("encodeURIComponent") is { } custom && custom.IsCallable() ? custom : null;
        var result = new StringBuilder();
        foreach (var (key, property) in source.GetOwnProperties())
        {
            if (!property.Enumerable || key.IsSymbol())
            {
                continue;
            }

            foreach (var value in source.Get(key) is JsArray values ? Items(values) : [source.Get(key)])
            {
                result.Append(result.Length > 0 ? separator : "").Append(Encode(key)).Append(equal).Append(Encode(value));
            }
        }

        return new JsString(result.ToString());

        string Encode(JsValue value)
        {
            // Like null and undefined, an object has no place in a query.
            var text = value.IsPrimitive() && !value.IsNull() && !value.IsUndefined() ? TypeConverter.ToString(value) : "";
            return encode is null ? Escape(text) : TypeConverter.ToString(encode.Call(text));
        }
    }

    private static IEnumerable<JsValue> Items(JsArray array)
    {
        for (uint i = 0; i < array.Length; i++)
        {
            yield return array.Get(i);
        }
    }

    private static string Separator(JsValue argument, string defaultValue) =>
        argument.IsString() && argument.AsString().Length > 0 ? argument.AsString() : defaultValue;

    // As encodeURIComponent: A-Z a-z 0-9 - _ . ! ~ * ' ( ) stay.
    private static string Escape(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var unit in Encoding.UTF8.GetBytes(text))
        {
            var character = (char)unit;
            if (char.IsAsciiLetterOrDigit(character) || "-_.!~*'()".Contains(character, StringComparison.Ordinal))
            {
                result.Append(character);
            }
            else
            {
                result.Append('%').Append(unit.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return result.ToString();
    }

    // What is no valid escape stays as it is, invalid UTF-8 becomes U+FFFD.
    private static string Unescape(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, length)));
                i += length - 1;
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
