using System.Buffers.Binary;
using System.Text;

namespace Podcast.LocalAws.CloudFront.Functions.Modules;

/// <summary>
/// The part of CBOR that tokens use, as .NET values: long, double, bool, string, byte[], null, <see cref="List{T}"/>, pairs and <see cref="Tagged"/>.
/// See https://www.rfc-editor.org/rfc/rfc8949.
/// </summary>
internal static class Cbor
{
    private const int MaxDepth = 16;

    public static object? Read(ReadOnlySpan<byte> data)
    {
        var position = 0;
        var value = Read(data, ref position, 0);
        return position == data.Length ? value : throw new FormatException("bytes follow the value");
    }

    public static byte[] Write(object? value)
    {
        using var target = new MemoryStream();
        Write(target, value);
        return target.ToArray();
    }

    private static object? Read(ReadOnlySpan<byte> data, ref int position, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new FormatException("too many levels");
        }

        var first = Take(data, ref position, 1)[0];
        var (type, info) = (first >> 5, first & 0x1F);
        if (type == 7)
        {
            return ReadSimple(data, ref position, info);
        }

        var argument = ReadArgument(data, ref position, info);
        switch (type)
        {
            case 0:
                return argument;
            case 1:
                return -1 - argument;
            case 2:
                return Take(data, ref position, argument).ToArray();
            case 3:
                return Encoding.UTF8.GetString(Take(data, ref position, argument));
            case 4:
                var list = new List<object?>();
                for (long i = 0; i < argument; i++)
                {
                    list.Add(Read(data, ref position, depth + 1));
                }

                return list;
            case 5:
                var map = new List<KeyValuePair<object, object?>>();
                for (long i = 0; i < argument; i++)
                {
                    var key = Read(data, ref position, depth + 1) ?? throw new FormatException("null as a key");
                    map.Add(new(key, Read(data, ref position, depth + 1)));
                }

                return map;
            default:
                return new Tagged(argument, Read(data, ref position, depth + 1));
        }
    }

    private static object? ReadSimple(ReadOnlySpan<byte> data, ref int position, int info) => info switch
    {
        20 => false,
        21 => true,
        22 or 23 => null,
        25 => (double)BinaryPrimitives.ReadHalfBigEndian(Take(data, ref position, 2)),
        26 => (double)BinaryPrimitives.ReadSingleBigEndian(Take(data, ref position, 4)),
        27 => BinaryPrimitives.ReadDoubleBigEndian(Take(data, ref position, 8)),
        _ => throw new FormatException("a simple value that is not known"),
    };

    private static long ReadArgument(ReadOnlySpan<byte> data, ref int position, int info) => info switch
    {
        < 24 => info,
        24 => Take(data, ref position, 1)[0],
        25 => BinaryPrimitives.ReadUInt16BigEndian(Take(data, ref position, 2)),
        26 => BinaryPrimitives.ReadUInt32BigEndian(Take(data, ref position, 4)),
        27 when BinaryPrimitives.ReadUInt64BigEndian(Take(data, ref position, 8)) is <= long.MaxValue and var value => (long)value,
        _ => throw new FormatException("a length that is not definite"),
    };

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> data, ref int position, long count)
    {
        if (count > data.Length - position)
        {
            throw new FormatException("it ends too early");
        }

        var result = data.Slice(position, (int)count);
        position += (int)count;
        return result;
    }

    private static void Write(MemoryStream target, object? value)
    {
        switch (value)
        {
            case null:
                target.WriteByte(0xF6);
                break;
            case bool flag:
                target.WriteByte(flag ? (byte)0xF5 : (byte)0xF4);
                break;
            case long number:
                WriteHead(target, number < 0 ? 1 : 0, number < 0 ? -1 - number : number);
                break;
            case double number:
                Span<byte> bits = stackalloc byte[9];
                bits[0] = 0xFB;
                BinaryPrimitives.WriteDoubleBigEndian(bits[1..], number);
                target.Write(bits);
                break;
            case byte[] bytes:
                WriteHead(target, 2, bytes.Length);
                target.Write(bytes);
                break;
            case string text:
                var utf8 = Encoding.UTF8.GetBytes(text);
                WriteHead(target, 3, utf8.Length);
                target.Write(utf8);
                break;
            case List<object?> list:
                WriteHead(target, 4, list.Count);
                list.ForEach(item => Write(target, item));
                break;
            case List<KeyValuePair<object, object?>> map:
                WriteHead(target, 5, map.Count);
                foreach (var (key, item) in map)
                {
                    Write(target, key);
                    Write(target, item);
                }

                break;
            case Tagged tagged:
                WriteHead(target, 6, tagged.Tag);
                Write(target, tagged.Value);
                break;
            default:
                throw new FormatException($"a {value.GetType().Name} cannot be written");
        }
    }

    private static void WriteHead(MemoryStream target, int type, long argument)
    {
        Span<byte> head = stackalloc byte[9];
        var length = argument switch
        {
            < 24 => 0,
            <= byte.MaxValue => 1,
            <= ushort.MaxValue => 2,
            <= uint.MaxValue => 4,
            _ => 8,
        };
        head[0] = (byte)((type << 5) | (length == 0 ? (int)argument : 23 + 1 + int.Log2(length)));
        BinaryPrimitives.WriteInt64BigEndian(head[1..], argument << (64 - (8 * Math.Max(length, 1))));
        target.Write(head[..(1 + length)]);
    }

    /// <summary>A value with a tag that says what it is.</summary>
    public sealed record Tagged(long Tag, object? Value);
}
