using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace Podcast.LocalAws.CloudFront.Functions.Modules;

/// <summary>The methods of a Buffer; a Buffer also has those of Uint8Array.</summary>
internal static class BufferPrototype
{
    public static JsObject Create(Engine engine, BufferModule buffers)
    {
        var prototype = new JsObject(engine) { Prototype = (ObjectInstance)engine.Intrinsics.Uint8Array.Get("prototype") };
        AddConversions(engine, buffers, prototype);
        AddComparisons(engine, buffers, prototype);
        AddChanges(engine, buffers, prototype);
        BufferNumbers.Add(engine, buffers, prototype);
        return prototype;
    }

    private static void AddConversions(Engine engine, BufferModule buffers, JsObject prototype)
    {
        prototype.AddFunction("toString", 0, (self, arguments) =>
        {
            var bytes = buffers.ViewOf(self);
            var encoding = Bytes.Encoding(engine, arguments.At(0));
            return Bytes.Encode(bytes[RangeOf(engine, arguments, 1, bytes.Length)], encoding);
        });
        prototype.AddFunction("toJSON", 0, (self, _) =>
        {
            var result = new JsObject(engine);
            result.FastSetDataProperty("type", "Buffer");
            result.FastSetDataProperty("data", new JsArray(engine, [.. buffers.ViewOf(self).ToArray().Select(value => (JsValue)(int)value)]));
            return result;
        });
        prototype.AddFunction("subarray", 2, (self, arguments) => Part(engine, buffers, self, arguments));
        prototype.AddFunction("slice", 2, (self, arguments) => Part(engine, buffers, self, arguments));
    }

    private static void AddComparisons(Engine engine, BufferModule buffers, JsObject prototype)
    {
        prototype.AddFunction("equals", 1, (self, arguments) => buffers.ViewOf(self).SequenceEqual(buffers.ViewOf(arguments.At(0))));
        prototype.AddFunction("compare", 1, (self, arguments) =>
        {
            var target = buffers.ViewOf(arguments.At(0));
            var source = buffers.ViewOf(self);
            return BufferModule.Compare(source[RangeOf(engine, arguments, 3, source.Length)], target[RangeOf(engine, arguments, 1, target.Length)]);
        });
        prototype.AddFunction("includes", 1, (self, arguments) => Find(engine, buffers, self, arguments, last: false) >= 0);
        prototype.AddFunction("indexOf", 1, (self, arguments) => Find(engine, buffers, self, arguments, last: false));
        prototype.AddFunction("lastIndexOf", 1, (self, arguments) => Find(engine, buffers, self, arguments, last: true));
    }

    private static void AddChanges(Engine engine, BufferModule buffers, JsObject prototype)
    {
        prototype.AddFunction("copy", 1, (self, arguments) =>
        {
            var target = buffers.ViewOf(arguments.At(0));
            var source = buffers.ViewOf(self);
            var start = engine.Integer(arguments.At(1), "targetStart", 0, 0, target.Length);
            var part = source[RangeOf(engine, arguments, 2, source.Length)];
            part = part[..Math.Min(part.Length, target.Length - start)];
            part.CopyTo(target[start..]);
            return part.Length;
        });
        prototype.AddFunction("fill", 1, (self, arguments) =>
        {
            var bytes = buffers.ViewOf(self);
            var named = arguments.Length > 1 && arguments[1].IsString();
            var range = named ? Range.All : RangeOf(engine, arguments, 1, bytes.Length);
            BufferModule.Fill(bytes[range], arguments.At(0), Bytes.Encoding(engine, arguments.At(named ? 1 : 3)));
            return self;
        });
        prototype.AddFunction("write", 1, (self, arguments) => Write(engine, buffers.ViewOf(self), arguments));
        foreach (var size in (ReadOnlySpan<int>)[2, 4, 8])
        {
            var width = size;
            prototype.AddFunction($"swap{width * 8}", 0, (self, _) =>
            {
                var bytes = buffers.ViewOf(self);
                if (bytes.Length % width != 0)
                {
                    throw engine.RangeError($"Buffer size must be a multiple of {width * 8}-bits");
                }

                for (var i = 0; i < bytes.Length; i += width)
                {
                    bytes.Slice(i, width).Reverse();
                }

                return self;
            });
        }
    }

    // Negative positions count from the end; what lies outside is cut off.
    private static Range RangeOf(Engine engine, JsValue[] arguments, int first, int length)
    {
        var start = Position(arguments.At(first), 0, length);
        return start..Math.Max(start, Position(arguments.At(first + 1), length, length));
    }

    private static int Position(JsValue argument, int defaultValue, int length)
    {
        if (argument.IsUndefined())
        {
            return defaultValue;
        }

        var number = TypeConverter.ToIntegerOrInfinity(argument);
        return (int)Math.Clamp(number < 0 ? number + length : number, 0, length);
    }

    // Shares the bytes, as Uint8Array.prototype.subarray does.
    private static JsTypedArray Part(Engine engine, BufferModule buffers, JsValue self, JsValue[] arguments)
    {
        var bytes = buffers.ViewOf(self);
        var (offset, length) = RangeOf(engine, arguments, 0, bytes.Length).GetOffsetAndLength(bytes.Length);
        var view = (ObjectInstance)self;
        return buffers.Share((JsArrayBuffer)view.Get("buffer"), (int)view.Get("byteOffset").AsNumber() + offset, length);
    }

    private static int Find(Engine engine, BufferModule buffers, JsValue self, JsValue[] arguments, bool last)
    {
        var bytes = buffers.ViewOf(self);
        var named = arguments.Length > 1 && arguments[1].IsString();
        var pattern = BufferModule.Read(arguments.At(0), Bytes.Encoding(engine, arguments.At(named ? 1 : 2)))
            ?? [(byte)TypeConverter.ToInt32(arguments.At(0))];
        var position = named ? JsValue.Undefined : arguments.At(1);
        if (last)
        {
            var end = Math.Min(Position(position, bytes.Length, bytes.Length) + pattern.Length, bytes.Length);
            return bytes[..end].LastIndexOf(pattern);
        }

        var start = Position(position, 0, bytes.Length);
        var index = bytes[start..].IndexOf(pattern);
        return index < 0 ? index : start + index;
    }

    private static int Write(Engine engine, Span<byte> bytes, JsValue[] arguments)
    {
        if (!arguments.At(0).IsString())
        {
            throw engine.TypeError("first argument must be a string");
        }

        // write(string), write(string, encoding), write(string, offset, encoding), write(string, offset, length, encoding)
        var numbers = arguments.Skip(1).TakeWhile(argument => !argument.IsString()).ToArray();
        var encoding = Bytes.Encoding(engine, arguments.At(1 + numbers.Length));
        var offset = engine.Integer(numbers.At(0), "offset", 0, 0, bytes.Length);
        var room = engine.Integer(numbers.At(1), "length", bytes.Length - offset, 0, bytes.Length - offset);
        var data = Bytes.Decode(arguments[0].AsString(), encoding);
        var count = Math.Min(room, data.Length);

        // Half a character is not written.
        while (encoding == "utf8" && count < data.Length && count > 0 && (data[count] & 0xC0) == 0x80)
        {
            count--;
        }

        data.AsSpan(0, count).CopyTo(bytes[offset..]);
        return count;
    }
}
