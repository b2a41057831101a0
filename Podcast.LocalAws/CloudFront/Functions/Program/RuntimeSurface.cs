using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;
using Podcast.LocalAws.CloudFront.Functions.Modules;

namespace Podcast.LocalAws.CloudFront.Functions.Program;

/// <summary>
/// The globals and built-in members of cloudfront-js-2.0, by the documentation's list and, for <c>Array.from</c> and <c>global</c>, by what
/// was measured in AWS. Everything else that the engine offers is removed. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html.
/// </summary>
internal static class RuntimeSurface
{
    private const string Globals = """
        Infinity NaN undefined decodeURI decodeURIComponent encodeURI encodeURIComponent isFinite isNaN parseFloat parseInt atob btoa
        globalThis eval toString
        Array ArrayBuffer Boolean DataView Date Error EvalError Float32Array Float64Array Function Int16Array Int32Array Int8Array
        JSON Math Number Object Promise RangeError ReferenceError RegExp String Symbol SyntaxError TextDecoder TextEncoder TypeError
        URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray
        """;

    // What every object of its kind has.
    private const string Common = "constructor length name prototype toString valueOf";

    private const string TypedArrays = "%TypedArray%";

    private static readonly (string Path, string Members)[] Members =
    [
        ("Object", """
            create defineProperties defineProperty freeze getOwnPropertyDescriptor getOwnPropertyDescriptors getOwnPropertyNames
            getPrototypeOf isExtensible isFrozen isSealed keys preventExtensions seal assign entries values is setPrototypeOf
            """),
        ("Object.prototype", "hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString __proto__"),
        ("Function.prototype", "apply bind call caller arguments"),
        ("String", "fromCharCode fromCodePoint"),
        ("String.prototype", """
            charAt charCodeAt concat indexOf lastIndexOf match replace search slice split substr substring toLowerCase trim toUpperCase
            codePointAt endsWith includes repeat startsWith padStart padEnd trimStart trimEnd replaceAll
            """),
        ("Number", """
            EPSILON MAX_SAFE_INTEGER MIN_SAFE_INTEGER MAX_VALUE MIN_VALUE NaN NEGATIVE_INFINITY POSITIVE_INFINITY isFinite isInteger isNaN
            isSafeInteger parseInt parseFloat
            """),
        ("Number.prototype", "toExponential toFixed toPrecision"),
        ("Math", """
            E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 abs acos acosh asin asinh atan atan2 atanh cbrt ceil clz32 cos cosh exp expm1 floor
            fround hypot imul log log1p log2 log10 max min pow random round sign sinh sin sqrt tan tanh trunc
            """),
        ("Date", "parse UTC now"),
        ("Error", ""),
        ("Error.prototype", "message stack"),
        ("RegExp", ""),
        ("RegExp.prototype", "global ignoreCase multiline source sticky flags exec test"),
        ("JSON", "parse stringify"),
        ("Array", "isArray of from"),
        ("Array.prototype", """
            concat every filter forEach indexOf join lastIndexOf map pop push reduce reduceRight reverse shift slice some sort splice unshift
            copyWithin fill find findIndex includes
            """),
        ("Promise", "all allSettled any reject resolve race"),
        ("Promise.prototype", "catch finally then"),
        ("Symbol", "for keyFor iterator hasInstance isConcatSpreadable match replace search species split toPrimitive toStringTag unscopables"),
        ("Symbol.prototype", ""),
        ("ArrayBuffer", "isView"),
        ("ArrayBuffer.prototype", "slice byteLength"),
        ("DataView.prototype", """
            buffer byteLength byteOffset getFloat32 getFloat64 getInt16 getInt32 getInt8 getUint16 getUint32 getUint8 setFloat32 setFloat64
            setInt16 setInt32 setInt8 setUint16 setUint32 setUint8
            """),
        ("Uint8Array", "BYTES_PER_ELEMENT"),
        ("Uint8Array.prototype", "BYTES_PER_ELEMENT"),
        (TypedArrays, "from of"),
        (TypedArrays + ".prototype", """
            buffer byteLength byteOffset copyWithin every fill filter find findIndex forEach includes indexOf join lastIndexOf map reduce
            reduceRight reverse some set slice sort subarray
            """),
    ];

    private static readonly Lazy<(string? Path, string Name)[]> Surplus = new(FindSurplus);

    // Without these, a program has typed arrays only from the modules that make buffers.
    private static readonly string[] BinaryNames =
    [
        "ArrayBuffer", "DataView", "Float32Array", "Float64Array", "Int8Array", "Int16Array", "Int32Array", "Uint8Array", "Uint8ClampedArray",
        "Uint16Array", "Uint32Array", "TextEncoder", "globalThis", "global", "constructor",
    ];

    // With these a program finds names that it never wrote.
    private static readonly string[] Reflection = ["getOwnPropertyNames", "getOwnPropertyDescriptor", "getOwnPropertyDescriptors"];

    private static readonly Lazy<ILookup<string, (string? Path, string Name)>> SurplusByName =
        new(() => Surplus.Value.ToLookup(member => member.Name, StringComparer.Ordinal));

    /// <summary>
    /// What has to be removed for code that uses <paramref name="words"/>: a name that the code never mentions does no harm, and each
    /// removal costs every run. What it composes is removed by <see cref="InstallGuard"/>.
    /// </summary>
    /// <returns>What to remove before a run, and what to remove before its first buffer.</returns>
    public static ((string? Path, string Name)[] Surplus, (string? Path, string Name)[] BinarySurplus) SurplusFor(IReadOnlySet<string> words)
    {
        var isOpen = Reflection.Any(words.Contains)
            || (words.Contains("hasOwnProperty") && (words.Contains("prototype") || words.Contains("globalThis") || words.Contains("global")));
        var used = isOpen ? Surplus.Value : [.. Surplus.Value.Where(member => words.Contains(member.Name))];
        return BinaryNames.Any(words.Contains) ? (used, []) : ([.. used.Where(member => !IsBinary(member.Path))], [.. used.Where(member => IsBinary(member.Path))]);
    }

    private static bool IsBinary(string? path) =>
        path is not null && (path.Contains("Array", StringComparison.Ordinal) && !path.StartsWith("Array.", StringComparison.Ordinal) && path != "Array"
            || path.StartsWith("DataView", StringComparison.Ordinal));

    /// <summary>Installs the functions that remove what a composed name would find, just before it is looked up.</summary>
    public static void InstallGuard(Engine engine)
    {
        Install(ProgramNames.GuardFunction, name => Guard(engine, name));
        Install(ProgramNames.GlobalGuardFunction, name => Guard(engine, name) is var key && engine.Global.HasProperty(key)
            ? key
            : throw engine.ReferenceError($"\"{key}\" is not defined"));

        void Install(string name, Func<JsValue, JsValue> guard) => engine.Global.FastSetProperty(
            name, new PropertyDescriptor(new ClrFunction(engine, name, (_, arguments) => guard(arguments[0]), 1), PropertyFlag.AllForbidden));
    }

    private static JsValue Guard(Engine engine, JsValue name)
    {
        if (name.IsNumber() || name.IsSymbol())
        {
            return name;
        }

        // Only once: an object's conversion to a name may do anything.
        var key = name.IsString() ? name : TypeConverter.ToString(name);
        var surplus = SurplusByName.Value[key.AsString()];
        if (surplus.Any())
        {
            Remove(engine, [.. surplus]);
        }

        return key;
    }

    /// <summary>Removes what <see cref="SurplusFor"/> named.</summary>
    public static void Remove(Engine engine, (string? Path, string Name)[] surplus)
    {
        foreach (var (path, name) in surplus)
        {
            if (path is null)
            {
                engine.Global.RemoveOwnProperty(name);
            }
            else
            {
                Resolve(engine, path)?.RemoveOwnProperty(name);
            }
        }
    }

    // Members come before globals, whose removal would hide the way to them.
    private static (string? Path, string Name)[] FindSurplus()
    {
        var engine = new Engine(FunctionEngine.ConfigureSurface);
        var surplus = new List<(string?, string)>();
        foreach (var (path, members) in Members)
        {
            var allowed = Split(members).Concat(Split(Common)).ToHashSet(StringComparer.Ordinal);
            if (Resolve(engine, path) is { } target)
            {
                surplus.AddRange(NamesOf(target).Where(name => !allowed.Contains(name)).Select(name => ((string?)path, name)));
            }
        }

        var globals = Split(Globals).ToHashSet(StringComparer.Ordinal);
        surplus.AddRange(NamesOf(engine.Global).Where(name => !globals.Contains(name)).Select(name => ((string?)null, name)));
        return [.. surplus];
    }

    private static IEnumerable<string> NamesOf(ObjectInstance target) => target.GetOwnPropertyKeys(Types.String).Select(key => key.ToString());

    private static string[] Split(string names) => names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static ObjectInstance? Resolve(Engine engine, string path)
    {
        var current = (JsValue)engine.Global;
        foreach (var name in path.Split('.'))
        {
            current = name == TypedArrays
                ? engine.Intrinsics.Uint8Array.Prototype!
                : current is ObjectInstance target ? target.Get(name) : JsValue.Undefined;
        }

        return current as ObjectInstance;
    }
}
