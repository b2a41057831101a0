using System.Buffers.Binary;
using System.Text;

namespace Podcast.LocalAws.XRay.Otlp;

/// <summary>Reads the fields of one protobuf message in the order of the wire: https://protobuf.dev/programming-guides/encoding/.</summary>
/// <param name="message">The message without a length in front of it.</param>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    private ReadOnlySpan<byte> _rest = message;
    private int _wireType;

    /// <summary>The number of the field that <see cref="Next"/> found.</summary>
    public int Field { get; private set; }

    /// <summary>Goes to the next field, whose value has to be read or skipped.</summary>
    /// <exception cref="InvalidDataException">The message is malformed.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = TakeVarint();
        Field = checked((int)(tag >> 3));
        _wireType = (int)(tag & 7);
        return Field > 0 ? true : throw Malformed();
    }

    public ulong ReadNumber() => _wireType switch
    {
        Varint => TakeVarint(),
        Fixed64 => BinaryPrimitives.ReadUInt64LittleEndian(Take(8)),
        Fixed32 => BinaryPrimitives.ReadUInt32LittleEndian(Take(4)),
        _ => throw Malformed(),
    };

    public double ReadDouble() => BitConverter.UInt64BitsToDouble(ReadNumber());

    public ReadOnlySpan<byte> ReadBytes() => _wireType == Bytes ? Take(TakeVarint()) : throw Malformed();

    public string ReadText() => Encoding.UTF8.GetString(ReadBytes());

    public void Skip()
    {
        if (_wireType == Bytes)
        {
            ReadBytes();
        }
        else
        {
            ReadNumber();
        }
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
        {
            throw Malformed();
        }

        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private ulong TakeVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Malformed();
    }

    private static InvalidDataException Malformed() => new("The body is no protobuf message.");
}
