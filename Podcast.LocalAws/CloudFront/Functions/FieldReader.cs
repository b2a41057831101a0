using System.Buffers;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Podcast.LocalAws.CloudFront.Functions.Events;

namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>Reads headers, query parameters or cookies back from a result.</summary>
internal static class FieldReader
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz");

    /// <summary>Reads headers; a restricted one may be there only as the viewer sent it.</summary>
    public static FieldMap ReadHeaders(JsValue value, FieldMap original, string path, IReadOnlySet<string> readOnly)
    {
        var headers = ReadValues(value, original, path);
        foreach (var (name, values) in headers)
        {
            // Non-ASCII names are left alone, whatever their case.
            if (name.Length == 0 || name.AsSpan().IndexOfAnyExcept(NameCharacters) is >= 0 and var index && char.IsAscii(name[index]))
            {
                throw new FunctionValidationException($"{path} has a name that is not a header name in lower case.");
            }

            if (HeaderRules.IsDisallowed(name) || (readOnly.Contains(name) && !Same(original, name, values)))
            {
                throw new FunctionValidationException($"{path}.{name} is a header that a function must not add or change.");
            }
        }

        if (!value.IsUndefined() && original.FirstOrDefault(field => readOnly.Contains(field.Key) && !headers.TryGet(field.Key, out _)).Key is { } removed)
        {
            throw new FunctionValidationException($"{path}.{removed} is a header that a function must not remove.");
        }

        return headers;
    }

    /// <summary>Reads any fields by the rule of <c>multiValue</c>: a changed array wins, else a changed <c>value</c> replaces the first.</summary>
    public static FieldMap ReadValues(JsValue value, FieldMap original, string path)
    {
        if (value.IsUndefined() || value.IsNull())
        {
            return original;
        }

        var fields = new FieldMap();
        if (value is not ObjectInstance target || value is JsArray)
        {
            throw new FunctionValidationException($"{path} has to be an object.");
        }

        foreach (var key in target.GetOwnPropertyKeys(Types.String))
        {
            var name = key.ToString();
            if (target.GetOwnProperty(key).Enumerable)
            {
                ReadField(target.Get(key), name, original, path, fields);
            }
        }

        return fields;
    }

    private static void ReadField(JsValue value, string name, FieldMap original, string path, FieldMap fields)
    {
        if (value is not ObjectInstance field)
        {
            throw new FunctionValidationException($"{path}.{name} has to be an object with value.");
        }

        original.TryGet(name, out var before);
        if (field.Get("multiValue") is not JsArray multiple)
        {
            fields.Set(name, [ReadValue(field, $"{path}.{name}")]);
            return;
        }

        var after = new FieldValue[multiple.Length];
        for (uint i = 0; i < multiple.Length; i++)
        {
            after[i] = multiple.Get(i) is ObjectInstance item
                ? ReadValue(item, $"{path}.{name}.multiValue")
                : throw new FunctionValidationException($"{path}.{name}.multiValue has to hold objects with value.");
        }

        if (before is { Length: > 1 } && before.AsSpan().SequenceEqual(after))
        {
            after[0] = ReadValue(field, $"{path}.{name}");
        }

        if (after.Length > 0)
        {
            fields.Set(name, after);
        }
    }

    private static FieldValue ReadValue(ObjectInstance source, string path)
    {
        var value = source.Get("value");
        var attributes = source.Get("attributes");
        if (!value.IsString() || (!attributes.IsUndefined() && !attributes.IsString()))
        {
            throw new FunctionValidationException($"{path}.value has to be a string.");
        }

        if (value.AsString().AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
        {
            throw new FunctionValidationException($"{path}.value must not contain line breaks.");
        }

        return new(value.AsString(), attributes.IsUndefined() ? null : attributes.AsString());
    }

    private static bool Same(FieldMap original, string name, FieldValue[] values) =>
        original.TryGet(name, out var before) && before.AsSpan().SequenceEqual(values);
}
