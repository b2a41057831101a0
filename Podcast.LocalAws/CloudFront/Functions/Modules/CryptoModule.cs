using System.Security.Cryptography;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Podcast.LocalAws.CloudFront.Functions.Modules;

/// <summary>
/// The module crypto: <c>createHash</c> and <c>createHmac</c>. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html#writing-functions-javascript-features-builtin-modules-crypto-20.
/// </summary>
internal static class CryptoModule
{
    public static JsObject Create(Engine engine, BufferModule buffers)
    {
        var module = new JsObject(engine);
        module.AddFunction("createHash", 1, (_, arguments) =>
            CreateHash(engine, buffers, IncrementalHash.CreateHash(Algorithm(engine, arguments.At(0)))));
        module.AddFunction("createHmac", 2, (_, arguments) =>
        {
            var algorithm = Algorithm(engine, arguments.At(0));
            var key = BufferModule.Read(arguments.At(1)) ?? throw engine.TypeError("key is not a string or Buffer-like object");
            return CreateHash(engine, buffers, IncrementalHash.CreateHMAC(algorithm, key));
        });
        return module;
    }

    private static JsObject CreateHash(Engine engine, BufferModule buffers, IncrementalHash started)
    {
        IncrementalHash? hash = started;
        var result = new JsObject(engine);
        result.AddFunction("update", 1, (self, arguments) =>
        {
            var open = hash ?? throw engine.TypeError("Digest already called");
            var encoding = Bytes.Encoding(engine, arguments.At(1));
            open.AppendData(BufferModule.Read(arguments.At(0), encoding) ?? throw engine.TypeError("data is not a string or Buffer-like object"));
            return self;
        });
        result.AddFunction("digest", 1, (_, arguments) =>
        {
            var open = hash ?? throw engine.TypeError("Digest already called");
            var encoding = arguments.At(0).IsUndefined() ? null : DigestEncoding(engine, arguments[0]);
            var digest = open.GetHashAndReset();
            open.Dispose();
            hash = null;
            return encoding is null ? buffers.Create(digest) : Bytes.Encode(digest, encoding);
        });
        return result;
    }

    private static string DigestEncoding(Engine engine, JsValue argument) => argument.ToString() switch
    {
        "hex" => "hex",
        "base64" => "base64",
        "base64url" => "base64url",
        var other => throw engine.TypeError($"Unknown digest encoding: \"{other}\""),
    };

    private static HashAlgorithmName Algorithm(Engine engine, JsValue argument) => argument.IsString()
        ? argument.AsString() switch
        {
            "md5" => HashAlgorithmName.MD5,
            "sha1" => HashAlgorithmName.SHA1,
            "sha256" => HashAlgorithmName.SHA256,
            var other => throw engine.TypeError($"not supported algorithm: \"{other}\""),
        }
        : throw engine.TypeError("algorithm must be a string");
}
