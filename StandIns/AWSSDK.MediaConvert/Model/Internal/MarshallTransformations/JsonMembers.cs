#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

/// <summary>Writes and reads members of JSON objects; what is null is left out.</summary>
internal static class JsonMembers
{
    internal static void Write(Utf8JsonWriter writer, string name, string value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    internal static void Write(Utf8JsonWriter writer, string name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    internal static void Write(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    internal static void Write<T>(Utf8JsonWriter writer, string name, T value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (value is not null)
        {
            writer.WritePropertyName(name);
            write(writer, value);
        }
    }

    internal static void Write<T>(Utf8JsonWriter writer, string name, List<T> values, Action<Utf8JsonWriter, T> write)
    {
        if (!IsSet(values?.Count))
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            write(writer, value);
        }

        writer.WriteEndArray();
    }

    internal static void Write(Utf8JsonWriter writer, string name, List<string> values) =>
        Write(writer, name, values, static (json, value) => json.WriteStringValue(value));

    internal static void Write(Utf8JsonWriter writer, string name, List<int> values) =>
        Write(writer, name, values, static (json, value) => json.WriteNumberValue(value));

    internal static void Write<T>(Utf8JsonWriter writer, string name, Dictionary<string, T> values, Action<Utf8JsonWriter, T> write)
    {
        if (!IsSet(values?.Count))
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            writer.WritePropertyName(key);
            write(writer, value);
        }

        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, string name, Dictionary<string, string> values) =>
        Write(writer, name, values, static (json, value) => json.WriteStringValue(value));

    internal static string Text(JsonElement json, string name) => Find(json, name) is { } value ? value.GetString() : null;

    internal static int? Integer(JsonElement json, string name) => Find(json, name) is { } value ? value.GetInt32() : null;

    internal static double? Double(JsonElement json, string name) => Find(json, name) is { } value ? value.GetDouble() : null;

    /// <summary>Seconds since 1970, as UTC.</summary>
    internal static DateTime? Time(JsonElement json, string name) =>
        Find(json, name) is { } value ? DateTime.UnixEpoch.AddSeconds(value.GetDouble()) : null;

    internal static T Structure<T>(JsonElement json, string name, Func<JsonElement, T> read)
        where T : class =>
        Find(json, name) is { } value ? read(value) : null;

    internal static List<T> List<T>(JsonElement json, string name, Func<JsonElement, T> read) =>
        Find(json, name) is { } value ? [.. value.EnumerateArray().Select(read)]
        : AWSConfigs.InitializeCollections ? []
        : null;

    internal static Dictionary<string, T> Map<T>(JsonElement json, string name, Func<JsonElement, T> read) =>
        Find(json, name) is { } value ? value.EnumerateObject().ToDictionary(member => member.Name, member => read(member.Value))
        : AWSConfigs.InitializeCollections ? []
        : null;

    // An empty collection is sent, unless the process is set to have collections that are never null.
    private static bool IsSet(int? count) => count is { } number && (number > 0 || !AWSConfigs.InitializeCollections);

    private static JsonElement? Find(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
