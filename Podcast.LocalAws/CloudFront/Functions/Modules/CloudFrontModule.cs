using Jint;
using Jint.Native;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;
using Podcast.LocalAws.CloudFront.Functions.Events;

namespace Podcast.LocalAws.CloudFront.Functions.Modules;

/// <summary>
/// The module cloudfront. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-custom-methods.html,
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html and
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/general-helper-methods.html.
/// </summary>
internal static class CloudFrontModule
{
    public static JsObject Create(Engine engine, FunctionRun run, BufferModule buffers)
    {
        var module = new JsObject(engine);
        module.AddFunction("kvs", 0, (_, arguments) => KeyValueStoreHandle.Create(engine, run, buffers, arguments.At(0)));
        module.AddFunction("selectRequestOriginById", 1, (_, arguments) => SelectOrigin(engine, run, arguments));
        module.AddFunction("updateRequestOrigin", 1, (_, arguments) => UpdateOrigin(engine, run, arguments));
        module.AddFunction("createRequestOriginGroup", 1, (_, arguments) => CreateOriginGroup(engine, run, arguments));
        module.AddFunction("logCustomData", 1, (_, arguments) => LogCustomData(engine, run, arguments.At(0)));
        module.FastSetDataProperty("edgeLocation", CreateEdgeLocation(engine, run));
        AddGetter(engine, module, "cwt", () => CwtModule.Create(engine, buffers));
        AddGetter(engine, module, "distributionTenant", () => throw engine.TypeError("The module distributionTenant is not available"));
        return module;
    }

    // Empty outside viewer-request. The place is one of AWS's, the address is not routable.
    private static JsObject CreateEdgeLocation(Engine engine, FunctionRun run)
    {
        var location = new JsObject(engine);
        if (run.EventType == FunctionEventType.ViewerRequest)
        {
            location.FastSetDataProperty("name", EdgeLocation.AirportCode);
            location.FastSetDataProperty("serverIp", EdgeLocation.ServerIp);
            location.FastSetDataProperty("region", EdgeLocation.Region);
        }

        return location;
    }

    private static JsValue SelectOrigin(Engine engine, FunctionRun run, JsValue[] arguments)
    {
        RequireViewerRequest(engine, run, "selectRequestOriginById");
        var id = arguments.At(0).IsString() ? arguments[0].AsString() : throw engine.TypeError("originId must be a string");
        if (!run.OriginIds.Contains(id))
        {
            throw new JavaScriptException(engine.Error($"The distribution has no origin with the id \"{id}\""));
        }

        run.Origin = new OriginArguments(engine, arguments.At(1)).ToSelection(id);
        return JsValue.Undefined;
    }

    private static JsValue UpdateOrigin(Engine engine, FunctionRun run, JsValue[] arguments)
    {
        RequireViewerRequest(engine, run, "updateRequestOrigin");
        run.Origin = new OriginArguments(engine, arguments.At(0)).ToChange(run.Origin?.OriginId, run.Incoming);
        return JsValue.Undefined;
    }

    private static JsValue CreateOriginGroup(Engine engine, FunctionRun run, JsValue[] arguments)
    {
        RequireViewerRequest(engine, run, "createRequestOriginGroup");
        run.Origin = new OriginArguments(engine, arguments.At(0)).ToGroup(run.OriginIds);
        return JsValue.Undefined;
    }

    private static JsValue LogCustomData(Engine engine, FunctionRun run, JsValue data)
    {
        if (!data.IsString())
        {
            throw engine.TypeError("cf.logCustomData takes one string");
        }

        var encoded = Uri.EscapeDataString(data.AsString());
        run.CustomData = encoded.Length <= FunctionLimits.CustomDataBytes ? encoded : encoded[..FunctionLimits.CustomDataBytes];
        return JsValue.Undefined;
    }

    private static void RequireViewerRequest(Engine engine, FunctionRun run, string method)
    {
        if (run.EventType != FunctionEventType.ViewerRequest)
        {
            throw engine.TypeError($"cf.{method} is available in viewer-request functions only");
        }
    }

    private static void AddGetter(Engine engine, JsObject target, string name, Func<JsValue> get) =>
        target.FastSetProperty(name, new GetSetPropertyDescriptor(new ClrFunction(engine, name, (_, _) => get(), 0), JsValue.Undefined, enumerable: false, configurable: true));
}
