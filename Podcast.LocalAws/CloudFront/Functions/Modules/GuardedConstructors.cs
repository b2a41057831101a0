using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Podcast.LocalAws.CloudFront.Functions.Program;

namespace Podcast.LocalAws.CloudFront.Functions.Modules;

/// <summary>The built-in constructors that the engine would let do more than the runtime does.</summary>
internal static class GuardedConstructors
{
    private static readonly (string Name, int BytesPerElement)[] Binary =
    [
        ("ArrayBuffer", 1), ("Int8Array", 1), ("Uint8Array", 1), ("Uint8ClampedArray", 1), ("Int16Array", 2), ("Uint16Array", 2), ("Int32Array", 4),
        ("Uint32Array", 4), ("Float32Array", 4), ("Float64Array", 8),
    ];

    /// <summary>Guards those that the program names; the others it cannot reach.</summary>
    public static void Install(Engine engine, IReadOnlySet<string> words, FunctionRun run)
    {
        // A constructor is also found on a value, and a composed name may be any.
        var isOpen = words.Contains("constructor") || words.Contains("globalThis") || words.Contains("global");
        if (isOpen || words.Contains("RegExp"))
        {
            GuardedConstructor.Install(engine, "RegExp", arguments => CheckFlags(engine, arguments.At(1)));
        }

        foreach (var (name, size) in Binary)
        {
            if (isOpen || words.Contains(name))
            {
                GuardedConstructor.Install(engine, name, arguments => run.ChargeMemory(LengthOf(arguments.At(0)) * size));
            }
        }
    }

    private static void CheckFlags(Engine engine, JsValue flags)
    {
        if (flags.IsString() && RegExpFlags.FindUnsupported(flags.AsString()) is not null)
        {
            throw engine.SyntaxError($"Invalid RegExp flags \"{flags}\"");
        }
    }

    // A view shares its buffer's bytes; an array is copied.
    private static double LengthOf(JsValue argument) => argument switch
    {
        _ when argument.IsNumber() => argument.AsNumber(),
        JsArrayBuffer => 0,
        ObjectInstance source when source.Get("length") is { } length && length.IsNumber() => length.AsNumber(),
        _ => 0,
    };
}
