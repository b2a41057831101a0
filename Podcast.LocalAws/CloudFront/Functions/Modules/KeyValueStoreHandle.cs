using System.Diagnostics;
using System.Globalization;
using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Json;
using Jint.Native.Object;
using Jint.Runtime;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.CloudFront.Functions.Modules;

/// <summary>
/// What <c>cf.kvs()</c> returns. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-custom-methods.html. Every call is one read, and one span
/// that tells hit or miss but neither the key nor the value.
/// </summary>
internal static class KeyValueStoreHandle
{
    public static JsObject Create(Engine engine, FunctionRun run, BufferModule buffers, JsValue id)
    {
        if (run.Store is not { } store || run.Snapshot is not { } snapshot)
        {
            throw new JavaScriptException(engine.Error("KeyValueStore is not associated with the function"));
        }

        if (!id.IsUndefined() && id.ToString() != store.Id)
        {
            throw new JavaScriptException(engine.Error($"KeyValueStore \"{id}\" is not associated with the function"));
        }

        var handle = new JsObject(engine);
        handle.AddFunction("get", 1, (_, arguments) => Read(engine, run, "get", () => Get(engine, buffers, snapshot, arguments)));
        handle.AddFunction("exists", 1, (_, arguments) => Read(engine, run, "exists", () =>
        {
            var found = snapshot.Find(KeyOf(engine, arguments)) is not null;
            return (found ? JsBoolean.True : JsBoolean.False, found);
        }));
        handle.AddFunction("meta", 0, (_, _) => Read(engine, run, "meta", () => (Meta(engine, store, snapshot), true)));
        return handle;
    }

    private static JsValue Read(Engine engine, FunctionRun run, string operation, Func<(JsValue? Value, bool Hit)> read)
    {
        using var span = !run.IsTraced ? null : LocalAwsTelemetry.StartSpan("KeyValueStore read", ActivityKind.Internal);
        span?.SetTag("cloudfront.kvs.operation", operation);
        var promise = engine.Advanced.RegisterPromise();
        if (run.IsTraced && run.Store?.FailsAtEdge?.Invoke(operation) == true)
        {
            Record("error");
            promise.Reject(engine.Error("KeyValueStore is unavailable"));
            return promise.Promise;
        }

        try
        {
            var (value, hit) = read();
            Record(hit ? "hit" : "miss");
            if (value is not null)
            {
                promise.Resolve(value);
            }
            else
            {
                // The text that field reports agree on; AWS documents none.
                promise.Reject(engine.Error("KeyNotFound"));
            }
        }
        catch (JavaScriptException error)
        {
            Record("error");
            promise.Reject(error.Error);
        }

        return promise.Promise;

        void Record(string result)
        {
            span?.SetTag("cloudfront.kvs.result", result);
            if (run.IsTraced)
            {
                LocalAwsMetrics.RecordEdgeStoreRead(operation, result);
            }
        }
    }

    private static (JsValue? Value, bool Hit) Get(Engine engine, BufferModule buffers, KeyValueSnapshot snapshot, JsValue[] arguments)
    {
        var key = KeyOf(engine, arguments);
        var format = (arguments.At(1) as ObjectInstance)?.Get("format") ?? JsValue.Undefined;
        if (snapshot.Find(key) is not { } value)
        {
            return (null, false);
        }

        return (format.IsUndefined() ? "string" : format.ToString()) switch
        {
            "string" => (value, true),
            "json" => (new JsonParser(engine).Parse(value), true),
            "bytes" => (buffers.Create(Encoding.UTF8.GetBytes(value)), true),
            var other => throw engine.TypeError($"format \"{other}\" is not supported"),
        };
    }

    private static string KeyOf(Engine engine, JsValue[] arguments) =>
        arguments.At(0).IsString() ? arguments[0].AsString() : throw engine.TypeError("key must be a string");

    private static JsObject Meta(Engine engine, KeyValueStoreState store, KeyValueSnapshot snapshot)
    {
        var meta = new JsObject(engine);
        meta.FastSetDataProperty("creationDateTime", Format(store.Created));
        meta.FastSetDataProperty("lastUpdatedDateTime", Format(snapshot.LastModified));
        meta.FastSetDataProperty("keyCount", snapshot.Entries.Count);
        return meta;
    }

    private static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
