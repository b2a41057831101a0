using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace Podcast.LocalAws.CloudFront.Functions.Modules;

/// <summary>
/// <c>cf.cwt</c>: CBOR web tokens as COSE_Mac0 with HS256, of at most 1 KB. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cwt-support-cloudfront-functions.html. The texts of errors are not documented.
/// </summary>
internal static class CwtModule
{
    private const int MaxTokenBytes = 1024;
    private const long CwtTag = 61;
    private const long Mac0Tag = 17;
    private const long AlgorithmHeader = 1;
    private const long HmacSha256 = 5;

    public static JsObject Create(Engine engine, BufferModule buffers)
    {
        var module = new JsObject(engine);
        module.AddFunction("validateToken", 2, (_, arguments) => Validate(engine, buffers, arguments));
        module.AddFunction("generateToken", 2, (_, arguments) => Generate(engine, buffers, arguments));
        return module;
    }

    private static JsObject Validate(Engine engine, BufferModule buffers, JsValue[] arguments)
    {
        if (!buffers.IsBuffer(arguments.At(0)))
        {
            throw engine.TypeError("token must be a Buffer");
        }

        var token = buffers.ViewOf(arguments[0]).ToArray();
        var key = KeyOf(engine, arguments.At(1) as ObjectInstance ?? throw engine.TypeError("handlerContext must be an object with key"));
        RequireLength(engine, token);
        try
        {
            var message = Unwrap(Cbor.Read(token));
            var protectedBytes = message[0] as byte[] ?? throw new FormatException("the protected headers are not a byte string");
            var payload = message[2] as byte[] ?? throw new FormatException("the payload is not a byte string");
            var tag = message[3] as byte[] ?? throw new FormatException("the tag is not a byte string");
            var protectedHeaders = protectedBytes.Length == 0 ? [] : Map(Cbor.Read(protectedBytes));
            if (!protectedHeaders.Any(header => header.Key is AlgorithmHeader && header.Value is HmacSha256))
            {
                throw new FormatException("the algorithm is not HS256");
            }

            if (!CryptographicOperations.FixedTimeEquals(Mac(key, protectedBytes, payload), tag))
            {
                throw new FormatException("the tag does not match");
            }

            var result = new JsObject(engine);
            result.FastSetDataProperty("protectedHeaders", ToJs(engine, buffers, protectedHeaders));
            result.FastSetDataProperty("unprotectedHeaders", ToJs(engine, buffers, Map(message[1])));
            result.FastSetDataProperty("payload", ToJs(engine, buffers, Map(Cbor.Read(payload))));
            return result;
        }
        catch (FormatException error)
        {
            throw new JavaScriptException(engine.Error($"The token is not valid: {error.Message}"));
        }
    }

    // The signature has the context first, the examples have it last.
    private static JsTypedArray Generate(Engine engine, BufferModule buffers, JsValue[] arguments)
    {
        if (arguments.At(0) is not ObjectInstance first || arguments.At(1) is not ObjectInstance second)
        {
            throw engine.TypeError("generateToken takes a payload and a context");
        }

        var (payload, context) = first.HasOwnProperty("coseTag") || first.HasOwnProperty("key") ? (second, first) : (first, second);
        if (context.Get("coseTag") is not { } coseTag || !coseTag.IsString() || coseTag.AsString() != "MAC0")
        {
            throw engine.TypeError("coseTag must be MAC0");
        }

        var cwtTag = context.Get("cwtTag");
        if (!cwtTag.IsUndefined() && !cwtTag.IsBoolean())
        {
            throw engine.TypeError("cwtTag must be true or false");
        }

        var key = KeyOf(engine, context);
        var protectedHeaders = Headers(engine, payload, "protected");
        protectedHeaders.RemoveAll(header => header.Key is AlgorithmHeader && header.Value is HmacSha256 or "5" or "HS256");
        if (protectedHeaders.Exists(header => header.Key is AlgorithmHeader))
        {
            throw engine.TypeError("the algorithm must be HS256 (5)");
        }

        protectedHeaders.Insert(0, new(AlgorithmHeader, HmacSha256));
        if (payload.Get("payload") is not ObjectInstance claims || claims is JsArray)
        {
            throw engine.TypeError("payload must have an object payload");
        }

        var protectedBytes = Cbor.Write(protectedHeaders);
        var payloadBytes = Cbor.Write(FromJs(engine, claims, 0));
        object message = new Cbor.Tagged(
            Mac0Tag, new List<object?> { protectedBytes, Headers(engine, payload, "unprotected"), payloadBytes, Mac(key, protectedBytes, payloadBytes) });
        var token = Cbor.Write(cwtTag.IsBoolean() && cwtTag.AsBoolean() ? new Cbor.Tagged(CwtTag, message) : message);
        RequireLength(engine, token);
        return buffers.Create(token);
    }

    private static void RequireLength(Engine engine, byte[] token)
    {
        if (token.Length > MaxTokenBytes)
        {
            throw new JavaScriptException(engine.Error($"The token has {token.Length} bytes; at most {MaxTokenBytes} are supported"));
        }
    }

    private static List<object?> Unwrap(object? value)
    {
        if (value is Cbor.Tagged { Tag: CwtTag } outer)
        {
            value = outer.Value;
        }

        return value is Cbor.Tagged { Tag: Mac0Tag, Value: List<object?> { Count: 4 } message }
            ? message
            : throw new FormatException("it is not tagged as COSE_Mac0");
    }

    private static byte[] Mac(byte[] key, byte[] protectedHeaders, byte[] payload) =>
        HMACSHA256.HashData(key, Cbor.Write(new List<object?> { "MAC0", protectedHeaders, Array.Empty<byte>(), payload }));

    private static byte[] KeyOf(Engine engine, ObjectInstance context) =>
        BufferModule.Read(context.Get("key")) is { Length: > 0 } key ? key : throw engine.TypeError("key must be a string or a Buffer");

    private static List<KeyValuePair<object, object?>> Map(object? value) =>
        value as List<KeyValuePair<object, object?>> ?? throw new FormatException("a map is missing");

    private static List<KeyValuePair<object, object?>> Headers(Engine engine, ObjectInstance token, string name)
    {
        // protectedHeaders is what validateToken returns, protected what the example of generateToken passes.
        var value = token.Get(name + "Headers") is { } documented && !documented.IsUndefined() ? documented : token.Get(name);
        return value.IsUndefined() ? [] : value is ObjectInstance and not JsArray
            ? (List<KeyValuePair<object, object?>>)FromJs(engine, value, 0)!
            : throw engine.TypeError($"{name} headers must be an object");
    }

    private static object? FromJs(Engine engine, JsValue value, int depth)
    {
        if (depth > 16)
        {
            throw engine.TypeError("the payload has too many levels");
        }

        if (value.IsNumber())
        {
            var number = value.AsNumber();
            return double.IsInteger(number) && Math.Abs(number) <= 9007199254740991 ? (object)(long)number : number;
        }

        return value switch
        {
            _ when value.IsString() => value.AsString(),
            _ when value.IsBoolean() => value.AsBoolean(),
            _ when value.IsNull() || value.IsUndefined() => null,
            JsArray list => list.Select(item => FromJs(engine, item, depth + 1)).ToList(),
            _ when BufferModule.TryView(value, out var bytes) => bytes.ToArray(),
            ObjectInstance target when !target.IsCallable() => target.GetOwnPropertyKeys(Types.String)
                .Select(key => new KeyValuePair<object, object?>(KeyFromJs(key.ToString()), FromJs(engine, target.Get(key), depth + 1))).ToList(),
            _ => throw engine.TypeError("the payload has a value that CBOR does not know"),
        };
    }

    // Keys of objects are strings; claims are numbered.
    private static object KeyFromJs(string key) =>
        long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == key ? number : key;

    private static JsValue ToJs(Engine engine, BufferModule buffers, object? value)
    {
        switch (value)
        {
            case null:
                return JsValue.Null;
            case long number:
                return new JsNumber(number);
            case double number:
                return new JsNumber(number);
            case bool flag:
                return flag ? JsBoolean.True : JsBoolean.False;
            case string text:
                return new JsString(text);
            case byte[] bytes:
                return buffers.Create(bytes);
            case Cbor.Tagged tagged:
                return ToJs(engine, buffers, tagged.Value);
            case List<object?> list:
                return new JsArray(engine, [.. list.Select(item => ToJs(engine, buffers, item))]);
            case List<KeyValuePair<object, object?>> map:
                var result = new JsObject(engine);
                foreach (var (key, item) in map)
                {
                    result.Set(KeyToJs(key), ToJs(engine, buffers, item));
                }

                return result;
            default:
                throw new FormatException("a value that is not known");
        }
    }

    private static string KeyToJs(object key) => key switch
    {
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        _ => throw new FormatException("a key that is no string and no number"),
    };
}
