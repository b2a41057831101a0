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
    // What ends a line or a string must not go over the wire; other controls are no part of a header's value.
    private static readonly SearchValues<char> ForbiddenCharacters = SearchValues.Create("\r\n\0");

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz");

    /// <summary>Reads headers; a restricted one may be there only as the viewer sent it.</summary>
    public static FieldMap ReadHeaders(JsValue value, FieldMap original, string path, IReadOnlySet<string> readOnly)
    {
        var headers = ReadValues(value, original, path);
        foreach (var (name, values) in headers)
        {
            if (!IsHeaderName(name))
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

    /// <summary>Whether this is a header's name in lower case; characters outside ASCII are left alone.</summary>
    public static bool IsHeaderName(string name) => name.Length > 0 && !name.Any(character => char.IsAscii(character) && !NameCharacters.Contains(character));

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

        RequireOneLine(name, $"A name of {path}");
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

        RequireOneLine(value.AsString(), $"{path}.value");
        if (attributes.IsUndefined())
        {
            return new(value.AsString());
        }

        RequireOneLine(attributes.AsString(), $"{path}.attributes");
        return new(value.AsString(), attributes.AsString());
    }

    /// <summary>Refuses what would break out of its place on the wire.</summary>
    /// <exception cref="FunctionValidationException">The text has a CR, LF or NUL.</exception>
    public static void RequireOneLine(string text, string path)
    {
        if (text.AsSpan().ContainsAny(ForbiddenCharacters))
        {
            throw new FunctionValidationException($"{path} must not contain CR, LF or NUL.");
        }
    }

    private static bool Same(FieldMap original, string name, FieldValue[] values) =>
        original.TryGet(name, out var before) && before.AsSpan().SequenceEqual(values);
}
