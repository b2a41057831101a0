using Jint;
using Jint.Native;
using Jint.Native.Error;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace Podcast.LocalAws.CloudFront.Functions.Modules;

/// <summary>What all host objects need: members, arguments, errors that the function can catch.</summary>
internal static class JsInterop
{
    public static void AddFunction(this ObjectInstance target, string name, int length, Func<JsValue, JsValue[], JsValue> body) =>
        target.FastSetProperty(
            name,
            new PropertyDescriptor(new ClrFunction(target.Engine, name, body, length, PropertyFlag.Configurable), PropertyFlag.NonEnumerable));

    public static JavaScriptException TypeError(this Engine engine, string message) => new(engine.Intrinsics.TypeError, message);

    public static JavaScriptException RangeError(this Engine engine, string message) =>
        new((ErrorConstructor)engine.Global.Get("RangeError"), message);

    public static JavaScriptException SyntaxError(this Engine engine, string message) =>
        new((ErrorConstructor)engine.Global.Get("SyntaxError"), message);

    public static JavaScriptException ReferenceError(this Engine engine, string message) =>
        new((ErrorConstructor)engine.Global.Get("ReferenceError"), message);

    public static JsValue Error(this Engine engine, string message) => engine.Intrinsics.Error.Construct(message);

    /// <summary>An integer argument within bounds; the default when it is undefined.</summary>
    public static int Integer(this Engine engine, JsValue value, string name, int defaultValue, int min = 0, int max = int.MaxValue)
    {
        if (value.IsUndefined())
        {
            return defaultValue;
        }

        var number = TypeConverter.ToIntegerOrInfinity(value);
        return number >= min && number <= max ? (int)number : throw engine.RangeError($"\"{name}\" is out of range");
    }
}
