using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;

namespace Podcast.LocalAws.CloudFront.Functions.Modules;

/// <summary>The global <c>TextDecoder</c>: <c>decode</c> of UTF-8. See https://encoding.spec.whatwg.org/#interface-textdecoder.</summary>
internal static class TextDecoderModule
{
    private static readonly UTF8Encoding Fatal = new(false, throwOnInvalidBytes: true);

    public static HostConstructor Create(Engine engine)
    {
        var prototype = new JsObject(engine);
        prototype.AddFunction("decode", 1, (self, arguments) => Decode(engine, self, arguments.At(0)));
        return new(engine, "TextDecoder", prototype, (inherited, arguments) => Construct(engine, inherited, arguments));
    }

    private static JsObject Construct(Engine engine, JsObject prototype, JsValue[] arguments)
    {
        var label = arguments.At(0).IsUndefined() ? "utf-8" : TypeConverter.ToString(arguments[0]).Trim().ToLowerInvariant();
        if (label is not ("utf-8" or "utf8"))
        {
            throw engine.RangeError($"The \"{label}\" encoding is not supported");
        }

        var options = arguments.At(1) as ObjectInstance;
        var decoder = new JsObject(engine) { Prototype = prototype };
        decoder.FastSetProperty("encoding", new PropertyDescriptor("utf-8", PropertyFlag.AllForbidden));
        decoder.FastSetProperty("fatal", new PropertyDescriptor(IsSet(options, "fatal"), PropertyFlag.AllForbidden));
        decoder.FastSetProperty("ignoreBOM", new PropertyDescriptor(IsSet(options, "ignoreBOM"), PropertyFlag.AllForbidden));
        return decoder;
    }

    private static bool IsSet(ObjectInstance? options, string name) => options is not null && TypeConverter.ToBoolean(options.Get(name));

    private static string Decode(Engine engine, JsValue self, JsValue input)
    {
        Span<byte> bytes = default;
        if (self is not ObjectInstance decoder || (!input.IsUndefined() && !BufferModule.TryView(input, out bytes)))
        {
            throw engine.TypeError("The argument is not a typed array");
        }

        try
        {
            var text = (IsSet(decoder, "fatal") ? Fatal : Encoding.UTF8).GetString(bytes);
            return text.StartsWith('\uFEFF') && !IsSet(decoder, "ignoreBOM") ? text[1..] : text;
        }
        catch (DecoderFallbackException)
        {
            throw engine.TypeError("The encoded data was not valid");
        }
    }
}
