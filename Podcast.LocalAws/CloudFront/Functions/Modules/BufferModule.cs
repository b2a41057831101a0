using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Podcast.LocalAws.CloudFront.Functions.Program;

namespace Podcast.LocalAws.CloudFront.Functions.Modules;

/// <summary>
/// The class Buffer: a Uint8Array with encodings. Made when a run first needs it. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html#writing-functions-javascript-features-builtin-modules-buffer-20.
/// </summary>
internal sealed class BufferModule(Engine engine, FunctionRun run, FunctionProgram program)
{
    private const int MaxSize = 1024 * 1024;

    private ObjectInstance? _constructor;
    private JsObject? _prototype;

    public ObjectInstance Constructor => _constructor ??= CreateConstructor();

    private JsObject Prototype
    {
        get
        {
            if (_prototype is null)
            {
                RuntimeSurface.Remove(engine, program.BinarySurplus);
                _prototype = BufferPrototype.Create(engine, this);
            }

            return _prototype;
        }
    }

    public JsObject CreateModule()
    {
        var module = new JsObject(engine);
        module.FastSetDataProperty("Buffer", Constructor);
        return module;
    }

    /// <summary>A new Buffer with a copy of the bytes.</summary>
    public JsTypedArray Create(ReadOnlySpan<byte> bytes)
    {
        run.ChargeMemory(bytes.Length);
        return Adopt(engine.Intrinsics.Uint8Array.Construct(bytes));
    }

    /// <summary>A Buffer over part of an ArrayBuffer, sharing its bytes.</summary>
    public JsTypedArray Share(JsArrayBuffer buffer, int offset, int length) =>
        Adopt(engine.Intrinsics.Uint8Array.Construct(buffer, offset, length));

    public bool IsBuffer(JsValue value) => value is JsTypedArray array && ReferenceEquals(array.Prototype, _prototype);

    /// <summary>The bytes of a string, typed array, DataView or ArrayBuffer; <see langword="null"/> for anything else.</summary>
    public static byte[]? Read(JsValue value, string encoding = "utf8") =>
        value.IsString() ? Bytes.Decode(value.AsString(), encoding) : TryView(value, out var bytes) ? bytes.ToArray() : null;

    /// <summary>The live bytes behind a typed array, DataView or ArrayBuffer.</summary>
    public static bool TryView(JsValue value, out Span<byte> bytes)
    {
        if (value.IsArrayBuffer())
        {
            bytes = value.AsArrayBuffer();
            return true;
        }

        if ((value is JsTypedArray || value.IsDataView()) && value is ObjectInstance view && view.Get("buffer").AsArrayBuffer() is { } data)
        {
            bytes = data.AsSpan((int)view.Get("byteOffset").AsNumber(), (int)view.Get("byteLength").AsNumber());
            return true;
        }

        bytes = default;
        return false;
    }

    private JsTypedArray Adopt(JsTypedArray array)
    {
        array.Prototype = Prototype;
        return array;
    }

    private HostConstructor CreateConstructor()
    {
        var constructor = new HostConstructor(engine, "Buffer", Prototype, (_, _) =>
            throw engine.TypeError("Buffer is not a constructor; use Buffer.from or Buffer.alloc"));
        constructor.AddFunction("alloc", 1, (_, arguments) => Allocate(arguments));
        constructor.AddFunction("allocUnsafe", 1, (_, arguments) => Create(new byte[Size(arguments.At(0))]));
        constructor.AddFunction("byteLength", 1, (_, arguments) =>
            (Read(arguments.At(0), Bytes.Encoding(engine, arguments.At(1))) ?? throw engine.TypeError("first argument is not a string or Buffer-like object")).Length);
        constructor.AddFunction("compare", 2, (_, arguments) => Compare(ViewOf(arguments.At(0)), ViewOf(arguments.At(1))));
        constructor.AddFunction("concat", 1, (_, arguments) => Concat(arguments));
        constructor.AddFunction("from", 1, (_, arguments) => From(arguments));
        constructor.AddFunction("isBuffer", 1, (_, arguments) => IsBuffer(arguments.At(0)));
        constructor.AddFunction("isEncoding", 1, (_, arguments) => arguments.At(0).IsString() && Bytes.IsEncoding(arguments[0].AsString()));
        return constructor;
    }

    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => Math.Sign(left.SequenceCompareTo(right));

    /// <summary>The live bytes of a Buffer-like argument.</summary>
    public Span<byte> ViewOf(JsValue value) =>
        TryView(value, out var bytes) ? bytes : throw engine.TypeError("argument is not a Buffer or Uint8Array object");

    private int Size(JsValue value) => engine.Integer(value, "size", 0, 0, MaxSize);

    private JsTypedArray Allocate(JsValue[] arguments)
    {
        var bytes = new byte[Size(arguments.At(0))];
        Fill(bytes, arguments.At(1), Bytes.Encoding(engine, arguments.At(2)));
        return Create(bytes);
    }

    /// <summary>Repeats a string, Buffer or octet over the bytes.</summary>
    public static void Fill(Span<byte> bytes, JsValue value, string encoding)
    {
        if (Read(value, encoding) is not { } pattern)
        {
            bytes.Fill((byte)TypeConverter.ToInt32(value));
            return;
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = pattern.Length == 0 ? (byte)0 : pattern[i % pattern.Length];
        }
    }

    private JsTypedArray Concat(JsValue[] arguments)
    {
        if (arguments.At(0) is not JsArray list)
        {
            throw engine.TypeError("\"list\" argument must be an instance of Array");
        }

        var bytes = new List<byte>();
        for (uint i = 0; i < list.Length; i++)
        {
            bytes.AddRange(ViewOf(list.Get(i)));
        }

        var length = engine.Integer(arguments.At(1), "totalLength", bytes.Count, 0, MaxSize);
        var result = new byte[length];
        bytes.Take(length).ToArray().CopyTo(result.AsSpan());
        return Create(result);
    }

    private JsTypedArray From(JsValue[] arguments)
    {
        var source = arguments.At(0);
        if (source.IsString())
        {
            return Create(Bytes.Decode(source.AsString(), Bytes.Encoding(engine, arguments.At(1))));
        }

        if (source is JsArrayBuffer buffer)
        {
            var available = buffer.AsArrayBuffer()!.Length;
            var offset = engine.Integer(arguments.At(1), "byteOffset", 0, 0, available);
            return Share(buffer, offset, engine.Integer(arguments.At(2), "length", available - offset, 0, available - offset));
        }

        if (source is JsTypedArray && TryView(source, out var bytes) && source.IsUint8Array())
        {
            return Create(bytes);
        }

        if (source is not ObjectInstance target)
        {
            throw engine.TypeError("first argument is not a string or Buffer-like object");
        }

        if (target.Get("valueOf") is { } valueOf && valueOf.IsCallable() && valueOf.Call(target, []) is { } value && !ReferenceEquals(value, target))
        {
            return From([value, .. arguments.Skip(1)]);
        }

        // What Buffer.prototype.toJSON made.
        return FromList(target.Get("type") is { } type && type.IsString() && type.AsString() == "Buffer" && target.Get("data") is ObjectInstance data ? data : target);
    }

    private JsTypedArray FromList(ObjectInstance list)
    {
        var length = list.Get("length");
        if (!length.IsNumber())
        {
            throw engine.TypeError("first argument is not a string or Buffer-like object");
        }

        var bytes = new byte[Size(length)];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)TypeConverter.ToInt32(list.Get(i));
        }

        return Create(bytes);
    }
}
