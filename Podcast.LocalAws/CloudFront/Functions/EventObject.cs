using Jint;
using Jint.Native;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;
using Podcast.LocalAws.CloudFront.Functions.Events;

namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>
/// The event as the function sees it, version 1.0. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html.
/// </summary>
internal static class EventObject
{
    public static JsObject Create(Engine engine, FunctionEvent source)
    {
        var context = new JsObject(engine);
        context.FastSetDataProperty("distributionDomainName", source.DistributionDomainName);
        context.FastSetDataProperty("distributionId", source.DistributionId);
        context.FastSetDataProperty("eventType", source.Type == FunctionEventType.ViewerRequest ? "viewer-request" : "viewer-response");
        context.FastSetDataProperty("requestId", source.RequestId);

        var viewer = new JsObject(engine);
        viewer.FastSetDataProperty("ip", source.ViewerIp);

        var result = new JsObject(engine);
        result.FastSetDataProperty("version", "1.0");
        result.FastSetDataProperty("context", context);
        result.FastSetDataProperty("viewer", viewer);
        result.FastSetDataProperty("request", CreateRequest(engine, source.Request));
        if (source.Response is { } response)
        {
            result.FastSetDataProperty("response", CreateResponse(engine, response));
        }

        return result;
    }

    private static JsObject CreateRequest(Engine engine, EdgeRequest source)
    {
        var request = new JsObject(engine);
        request.FastSetDataProperty("method", source.Method);
        request.FastSetDataProperty("uri", source.Uri);
        request.FastSetDataProperty("querystring", CreateFields(engine, source.Query));
        request.FastSetDataProperty("headers", CreateFields(engine, source.Headers));
        request.FastSetDataProperty("cookies", CreateFields(engine, source.Cookies));
        JsValue raw = source.RawQuery is { } query ? query : JsValue.Undefined;
        request.FastSetProperty("rawQueryString", new PropertyDescriptor(new ClrFunction(engine, "rawQueryString", (_, _) => raw, 0), PropertyFlag.NonEnumerable));
        return request;
    }

    private static JsObject CreateResponse(Engine engine, EdgeResponse source)
    {
        var response = new JsObject(engine);
        response.FastSetDataProperty("statusCode", source.StatusCode);
        if (source.StatusDescription is { } description)
        {
            response.FastSetDataProperty("statusDescription", description);
        }

        response.FastSetDataProperty("headers", CreateFields(engine, source.Headers));
        response.FastSetDataProperty("cookies", CreateFields(engine, source.Cookies));
        return response;
    }

    private static JsObject CreateFields(Engine engine, FieldMap source)
    {
        var fields = new JsObject(engine);
        foreach (var (name, values) in source)
        {
            var field = CreateValue(engine, values[0]);
            if (values.Length > 1)
            {
                field.FastSetDataProperty("multiValue", new JsArray(engine, [.. values.Select(value => (JsValue)CreateValue(engine, value))]));
            }

            fields.FastSetDataProperty(name, field);
        }

        return fields;
    }

    private static JsObject CreateValue(Engine engine, FieldValue source)
    {
        var value = new JsObject(engine);
        value.FastSetDataProperty("value", source.Value);
        if (source.Attributes is { } attributes)
        {
            value.FastSetDataProperty("attributes", attributes);
        }

        return value;
    }
}
