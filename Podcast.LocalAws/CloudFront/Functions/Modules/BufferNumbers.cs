using System.Buffers.Binary;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Podcast.LocalAws.CloudFront.Functions.Modules;

/// <summary>The <c>read…</c> and <c>write…</c> methods of a Buffer.</summary>
internal static class BufferNumbers
{
    private const int MaxIntegerBytes = 6;

    public static void Add(Engine engine, BufferModule buffers, JsObject prototype)
    {
        foreach (var signed in (ReadOnlySpan<bool>)[true, false])
        {
            var kind = signed ? "Int" : "UInt";
            AddInteger(engine, buffers, prototype, kind + "8", 1, signed, littleEndian: true);
            foreach (var littleEndian in (ReadOnlySpan<bool>)[true, false])
            {
                var order = littleEndian ? "LE" : "BE";
                AddInteger(engine, buffers, prototype, kind + "16" + order, 2, signed, littleEndian);
                AddInteger(engine, buffers, prototype, kind + "32" + order, 4, signed, littleEndian);
                AddInteger(engine, buffers, prototype, kind + order, null, signed, littleEndian);
            }
        }

        AddFloat(engine, buffers, prototype, "Float", 4);
        AddFloat(engine, buffers, prototype, "Double", 8);
    }

    private static void AddInteger(
        Engine engine, BufferModule buffers, JsObject prototype, string name, int? fixedSize, bool signed, bool littleEndian)
    {
        prototype.AddFunction("read" + name, 1, (self, arguments) =>
        {
            var size = fixedSize ?? Size(engine, arguments.At(1));
            return ReadInteger(Slice(engine, buffers, self, arguments.At(0), size), signed, littleEndian);
        });
        prototype.AddFunction("write" + name, 2, (self, arguments) =>
        {
            var size = fixedSize ?? Size(engine, arguments.At(2));
            var target = Slice(engine, buffers, self, arguments.At(1), size);
            var value = TypeConverter.ToIntegerOrInfinity(arguments.At(0));
            var bits = size * 8;
            var (min, max) = signed ? (-Math.Pow(2, bits - 1), Math.Pow(2, bits - 1) - 1) : (0, Math.Pow(2, bits) - 1);
            if (value < min || value > max)
            {
                throw engine.RangeError("value is out of range");
            }

            WriteInteger(target, (long)value, littleEndian);
            return engine.Integer(arguments.At(1), "offset", 0) + size;
        });
    }

    private static void AddFloat(Engine engine, BufferModule buffers, JsObject prototype, string name, int size)
    {
        foreach (var order in (ReadOnlySpan<string>)["LE", "BE"])
        {
            var littleEndian = order == "LE";
            prototype.AddFunction("read" + name + order, 1, (self, arguments) =>
            {
                var bytes = Slice(engine, buffers, self, arguments.At(0), size);
                return (size, littleEndian) switch
                {
                    (4, true) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
                    (4, false) => BinaryPrimitives.ReadSingleBigEndian(bytes),
                    (_, true) => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
                    _ => BinaryPrimitives.ReadDoubleBigEndian(bytes),
                };
            });
            prototype.AddFunction("write" + name + order, 2, (self, arguments) =>
            {
                var value = TypeConverter.ToNumber(arguments.At(0));
                var bytes = Slice(engine, buffers, self, arguments.At(1), size);
                var bits = size == 4 ? BitConverter.SingleToUInt32Bits((float)value) : BitConverter.DoubleToUInt64Bits(value);
                WriteInteger(bytes, (long)bits, littleEndian);
                return engine.Integer(arguments.At(1), "offset", 0) + size;
            });
        }
    }

    private static int Size(Engine engine, JsValue argument) => engine.Integer(argument, "byteLength", 0, 1, MaxIntegerBytes) is > 0 and var size
        ? size
        : throw engine.TypeError("\"byteLength\" is required");

    private static Span<byte> Slice(Engine engine, BufferModule buffers, JsValue self, JsValue offset, int size)
    {
        var bytes = buffers.ViewOf(self);
        var start = engine.Integer(offset, "offset", 0);
        return start + size <= bytes.Length ? bytes.Slice(start, size) : throw engine.RangeError("index is out of bounds");
    }

    private static double ReadInteger(ReadOnlySpan<byte> bytes, bool signed, bool littleEndian)
    {
        long value = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            value = (value << 8) | bytes[littleEndian ? bytes.Length - 1 - i : i];
        }

        var unused = 64 - (bytes.Length * 8);
        return signed ? value << unused >> unused : value;
    }

    private static void WriteInteger(Span<byte> bytes, long value, bool littleEndian)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[littleEndian ? i : bytes.Length - 1 - i] = (byte)(value >> (8 * i));
        }
    }
}
