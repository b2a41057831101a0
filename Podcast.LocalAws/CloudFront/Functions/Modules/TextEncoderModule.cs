using System.Text;
using Jint;
using Jint.Native;
using Jint.Runtime;
using Jint.Runtime.Descriptors;

namespace Podcast.LocalAws.CloudFront.Functions.Modules;

/// <summary>The global <c>TextEncoder</c>: <c>encode</c> and <c>encodeInto</c>, UTF-8. See https://encoding.spec.whatwg.org/#interface-textencoder.</summary>
internal static class TextEncoderModule
{
    public static HostConstructor Create(Engine engine)
    {
        var prototype = new JsObject(engine);
        prototype.AddFunction("encode", 0, (_, arguments) =>
            engine.Intrinsics.Uint8Array.Construct(arguments.At(0).IsUndefined() ? [] : Encoding.UTF8.GetBytes(TypeConverter.ToString(arguments[0]))));
        prototype.AddFunction("encodeInto", 2, (_, arguments) => EncodeInto(engine, arguments));
        return new(engine, "TextEncoder", prototype, (inherited, _) =>
        {
            var encoder = new JsObject(engine) { Prototype = inherited };
            encoder.FastSetProperty("encoding", new PropertyDescriptor("utf-8", PropertyFlag.AllForbidden));
            return encoder;
        });
    }

    private static JsObject EncodeInto(Engine engine, JsValue[] arguments)
    {
        if (!arguments.At(1).IsUint8Array() || !BufferModule.TryView(arguments[1], out var target))
        {
            throw engine.TypeError("dest is not a Uint8Array");
        }

        var source = TypeConverter.ToString(arguments.At(0));
        Encoding.UTF8.GetEncoder().Convert(source, target, flush: true, out var read, out var written, out _);
        var result = new JsObject(engine);
        result.FastSetDataProperty("read", read);
        result.FastSetDataProperty("written", written);
        return result;
    }
}
