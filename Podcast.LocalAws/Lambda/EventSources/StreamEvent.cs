using System.Buffers;
using Podcast.LocalAws.Core.Streams;

namespace Podcast.LocalAws.Lambda.EventSources;

/// <summary>The event of a batch. See https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html.</summary>
internal static class StreamEvent
{
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<StreamRecord> records)
    {
        var buffer = new ArrayBufferWriter<byte>(64 + records.Sum(record => record.Json.Length + 1));
        buffer.Write("""{"Records":["""u8);
        for (var i = 0; i < records.Count; i++)
        {
            if (i > 0)
            {
                buffer.Write(","u8);
            }

            buffer.Write(records[i].Json.Span);
        }

        buffer.Write("]}"u8);
        return buffer.WrittenMemory;
    }
}
