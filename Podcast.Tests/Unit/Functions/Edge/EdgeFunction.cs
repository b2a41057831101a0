using System.Text.Json.Nodes;
using Jint;

namespace Podcast.Tests.Unit.Functions.Edge;

/// <summary>The edge function on a bare JavaScript engine, with a store that is a dictionary.</summary>
internal sealed class EdgeFunction
{
    // Only what the function may use of the runtime's modules.
    private const string Runtime = """
        const digest = compute => ({ update: text => ({ digest: encoding => {
          if (encoding !== 'base64url') throw new Error('unexpected encoding');
          return compute(text);
        } }) });
        function require(name) {
          if (name !== 'crypto') throw new Error('unexpected module ' + name);
          return {
            createHash: algorithm => { if (algorithm !== 'sha256') throw new Error(algorithm); return digest(host.Sha256); },
            createHmac: (algorithm, key) => { if (algorithm !== 'sha256') throw new Error(algorithm); return digest(text => host.HmacSha256(key, text)); },
          };
        }
        const cf = {
          kvs: () => ({
            get: async key => { const value = host.Get(key); if (value === null) throw new Error('KeyNotFound'); return value; },
            exists: async key => host.Exists(key),
          }),
          selectRequestOriginById: id => host.SelectOrigin(id),
        };
        """;

    private readonly EdgeHost _host = new();

    public Dictionary<string, string> Store => _host.Store;

    /// <summary>Reads of the store fail, as when it is out of order.</summary>
    public bool StoreFails
    {
        set => _host.StoreFails = value;
    }

    public static string SourcePath => Path.Combine(AppContext.BaseDirectory, "Edge", "viewer-request.js");

    public EdgeAnswer Run(
        string uri, string method = "GET", string? grant = null, IReadOnlyDictionary<string, string>? headers = null)
    {
        _host.Reads.Clear();
        _host.SelectedOrigin = null;
        var request = new JsonObject
        {
            ["method"] = method,
            ["uri"] = uri,
            ["querystring"] = grant is null ? [] : new JsonObject { ["grant"] = new JsonObject { ["value"] = grant } },
            ["headers"] = new JsonObject { ["host"] = new JsonObject { ["value"] = "podcast.example" } },
            ["cookies"] = new JsonObject { ["a"] = new JsonObject { ["value"] = "b" } },
        };
        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
        {
            request["headers"]![name] = new JsonObject { ["value"] = value };
        }

        using var engine = new Engine(options => options.Strict().CatchClrExceptions());
        engine.SetValue("host", _host);
        engine.Modules.Add("cloudfront", builder => builder.AddSource(Runtime + "export default cf; globalThis.require = require;"));
        engine.Modules.Add("function", builder => builder.AddSource(
            File.ReadAllText(SourcePath)
            + $"export default handler({{ request: {request.ToJsonString()} }}).then(result => JSON.stringify(result));"));
        var result = engine.Modules.Import("function").Get("default").UnwrapIfPromise();
        return new(JsonNode.Parse(result.AsString())!.AsObject(), _host.SelectedOrigin, [.. _host.Reads]);
    }
}
