using System.Buffers.Text;
using System.Text;
using Jint;
using Jint.Native;

namespace Podcast.LocalAws.CloudFront.Functions.Modules;

/// <summary>The encodings of the runtime: utf8, hex, base64, base64url.</summary>
internal static class Bytes
{
    public static bool IsEncoding(string name) => Normalize(name) is not null;

    /// <summary>The encoding an argument names; utf8 when it is undefined.</summary>
    public static string Encoding(Engine engine, JsValue argument)
    {
        if (argument.IsUndefined())
        {
            return "utf8";
        }

        return argument.IsString() && Normalize(argument.AsString()) is { } encoding
            ? encoding
            : throw engine.TypeError($"\"{argument}\" encoding is not supported");
    }

    public static byte[] Decode(string text, string encoding) => encoding switch
    {
        "hex" => DecodeHex(text),
        "base64" or "base64url" => DecodeBase64(text),
        _ => System.Text.Encoding.UTF8.GetBytes(text),
    };

    public static string Encode(ReadOnlySpan<byte> bytes, string encoding) => encoding switch
    {
        "hex" => Convert.ToHexStringLower(bytes),
        "base64" => Convert.ToBase64String(bytes),
        "base64url" => Base64Url.EncodeToString(bytes),
        _ => System.Text.Encoding.UTF8.GetString(bytes),
    };

    /// <summary>Base64 of either alphabet with or without padding; <see langword="null"/> when it is neither.</summary>
    public static byte[]? TryDecodeBase64(string text)
    {
        var normal = new StringBuilder(text.TrimEnd('=')).Replace('-', '+').Replace('_', '/');
        normal.Append('=', (4 - (normal.Length % 4)) % 4);
        var bytes = new byte[normal.Length];
        return Convert.TryFromBase64String(normal.ToString(), bytes, out var length) ? bytes[..length] : null;
    }

    // Stops at the first character that is none of the alphabet, as the runtime does.
    private static byte[] DecodeBase64(string text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '+' or '/' or '-' or '_'))
        {
            length++;
        }

        // A single character left over holds no whole byte.
        return TryDecodeBase64(text[..(length % 4 == 1 ? length - 1 : length)]) ?? [];
    }

    private static byte[] DecodeHex(string text)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiHexDigit(text[length]))
        {
            length++;
        }

        return Convert.FromHexString(text.AsSpan(0, length & ~1));
    }

    // By exact name. The documentation leaves out utf-8, which the engine behind the runtime takes as well.
    private static string? Normalize(string name) => name switch
    {
        "utf8" or "utf-8" => "utf8",
        "hex" or "base64" or "base64url" => name,
        _ => null,
    };
}
