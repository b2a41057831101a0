using System.Text.Json;

namespace Podcast.LocalAws.DynamoDb;

/// <summary>Finds the tables that a request names, for its span: nothing else of the request is looked at.</summary>
internal static class TableNames
{
    public static string[] Find(ReadOnlyMemory<byte> request)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        try
        {
            var reader = new Utf8JsonReader(request.Span);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    ReadProperty(ref reader, names);
                }
            }
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // The parser of the request reports the error; half of a surrogate pair is not text.
        }

        return [.. names];
    }

    private static void ReadProperty(ref Utf8JsonReader reader, SortedSet<string> names)
    {
        if (reader.ValueTextEquals("TableName"u8))
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                names.Add(reader.GetString()!);
            }
        }
        else if (reader.CurrentDepth == 1 && reader.ValueTextEquals("RequestItems"u8))
        {
            ReadTableKeys(ref reader, names);
        }
        else if (!(reader.CurrentDepth == 1 && reader.ValueTextEquals("TransactItems"u8)) && reader.CurrentDepth != 3)
        {
            // Items and keys are skipped: an attribute may be called TableName too.
            reader.Skip();
        }
    }

    private static void ReadTableKeys(ref Utf8JsonReader reader, SortedSet<string> names)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(reader.GetString()!);
            reader.Skip();
        }
    }
}
