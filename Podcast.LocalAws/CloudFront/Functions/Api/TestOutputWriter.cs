using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.CloudFront.Functions.Events;

namespace Podcast.LocalAws.CloudFront.Functions.Api;

/// <summary>What a function returned, as TestFunction tells it: one member, <c>request</c> or <c>response</c>.</summary>
internal static class TestOutputWriter
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(FunctionResult result) => (result switch
    {
        RequestResult { Request: var request } => new JsonObject
        {
            ["request"] = new JsonObject
            {
                ["headers"] = Fields(request.Headers),
                ["method"] = request.Method,
                ["querystring"] = Fields(request.Query),
                ["uri"] = request.Uri,
                ["cookies"] = Fields(request.Cookies),
            },
        },
        ResponseResult { Response: var response } => new JsonObject { ["response"] = Response(response) },
        _ => throw new InvalidOperationException("A failure has no output."),
    }).ToJsonString(Options);

    private static JsonObject Response(EdgeResponse response)
    {
        var result = new JsonObject
        {
            ["headers"] = Fields(response.Headers),
            ["statusDescription"] = response.StatusDescription ?? "",
            ["cookies"] = Fields(response.Cookies),
            ["statusCode"] = response.StatusCode,
        };
        if (response.Body is { } body)
        {
            result["body"] = new JsonObject { ["encoding"] = "base64", ["data"] = Convert.ToBase64String(body) };
        }

        return result;
    }

    private static JsonObject Fields(FieldMap fields)
    {
        var result = new JsonObject();
        foreach (var (name, values) in fields)
        {
            var field = Value(values[0]);
            if (values.Length > 1)
            {
                field["multiValue"] = new JsonArray([.. values.Select(Value)]);
            }

            result[name] = field;
        }

        return result;
    }

    private static JsonObject Value(FieldValue source)
    {
        var value = new JsonObject { ["value"] = source.Value };
        if (source.Attributes is { } attributes)
        {
            value["attributes"] = attributes;
        }

        return value;
    }
}
