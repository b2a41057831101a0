using System.Text.Json.Nodes;
using System.Xml;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.S3.Storage;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>
/// The settings of a bucket that the template describes and that only operators read. See
/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html.
/// </summary>
internal sealed class GetBucketSettings(StackHost host) : IS3Operation
{
    private static readonly Dictionary<string, string> Actions = new(StringComparer.Ordinal)
    {
        ["GetBucketCors"] = "s3:GetBucketCORS",
        ["GetBucketLifecycleConfiguration"] = "s3:GetLifecycleConfiguration",
        ["GetBucketLogging"] = "s3:GetBucketLogging",
        ["GetBucketNotificationConfiguration"] = "s3:GetBucketNotification",
        ["GetBucketOwnershipControls"] = "s3:GetBucketOwnershipControls",
        ["GetBucketPolicy"] = "s3:GetBucketPolicy",
        ["GetPublicAccessBlock"] = "s3:GetBucketPublicAccessBlock",
    };

    public IReadOnlyList<string> Names => [.. Actions.Keys];

    public string? Action(S3Request request) => Actions[NameOf(request)];

    public Task HandleAsync(S3Request request, Bucket bucket)
    {
        var properties = host.Current.OfType("AWS::S3::Bucket").FirstOrDefault(resource => resource.PhysicalId == bucket.Name)?.Properties ?? [];
        return NameOf(request) switch
        {
            "GetBucketCors" => WriteCorsAsync(request, Items(properties["CorsConfiguration"]?["CorsRules"])),
            "GetBucketLifecycleConfiguration" => WriteLifecycleAsync(request, Items(properties["LifecycleConfiguration"]?["Rules"])),
            "GetBucketLogging" => WriteLoggingAsync(request, properties["LoggingConfiguration"] as JsonObject),
            "GetBucketNotificationConfiguration" => WriteNotificationAsync(request, properties["NotificationConfiguration"] as JsonObject ?? []),
            "GetBucketOwnershipControls" => WriteOwnershipAsync(request, Items(properties["OwnershipControls"]?["Rules"])),
            "GetBucketPolicy" => WritePolicyAsync(request, bucket.Name),
            _ => WritePublicAccessAsync(request, properties["PublicAccessBlockConfiguration"] as JsonObject),
        };
    }

    private static string NameOf(S3Request request) => S3Operations.Name(request.Context.Request.Method, request.Address, request.Query, request.Headers);

    private static Task WriteCorsAsync(S3Request request, IReadOnlyList<JsonObject> rules)
    {
        Require(rules.Count > 0, "NoSuchCORSConfiguration", "The CORS configuration does not exist");
        return S3Xml.WriteAsync(request, "CORSConfiguration", xml => WriteEach(xml, "CORSRule", rules, rule =>
        {
            WriteText(xml, "ID", rule["Id"]);
            WriteTexts(xml, "AllowedHeader", rule["AllowedHeaders"]);
            WriteTexts(xml, "AllowedMethod", rule["AllowedMethods"]);
            WriteTexts(xml, "AllowedOrigin", rule["AllowedOrigins"]);
            WriteTexts(xml, "ExposeHeader", rule["ExposedHeaders"]);
            WriteText(xml, "MaxAgeSeconds", rule["MaxAge"]);
        }));
    }

    private static Task WriteLifecycleAsync(S3Request request, IReadOnlyList<JsonObject> rules)
    {
        Require(rules.Count > 0, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist");
        return S3Xml.WriteAsync(request, "LifecycleConfiguration", xml => WriteEach(xml, "Rule", rules, rule =>
        {
            WriteText(xml, "ID", rule["Id"]);
            xml.WriteNested("Filter", () => xml.WriteElement("Prefix", rule["Prefix"]?.ToString() ?? ""));
            WriteText(xml, "Status", rule["Status"]);
            if (rule["ExpirationInDays"] is { } days)
            {
                xml.WriteNested("Expiration", () => WriteText(xml, "Days", days));
            }
            else if (rule["ExpiredObjectDeleteMarker"] is { } marker)
            {
                xml.WriteNested("Expiration", () => WriteText(xml, "ExpiredObjectDeleteMarker", marker));
            }

            WriteEach(xml, "Transition", Items(rule["Transitions"]), transition =>
            {
                WriteText(xml, "Days", transition["TransitionInDays"]);
                WriteText(xml, "StorageClass", transition["StorageClass"]);
            });
            WriteNested(xml, "NoncurrentVersionExpiration", rule["NoncurrentVersionExpiration"], "NoncurrentDays");
            WriteNested(xml, "AbortIncompleteMultipartUpload", rule["AbortIncompleteMultipartUpload"], "DaysAfterInitiation");
        }));
    }

    // Without logging the document is empty.
    private static Task WriteLoggingAsync(S3Request request, JsonObject? logging) => S3Xml.WriteAsync(request, "BucketLoggingStatus", xml =>
    {
        if (logging is not null)
        {
            xml.WriteNested("LoggingEnabled", () =>
            {
                WriteText(xml, "TargetBucket", logging["DestinationBucketName"]);
                xml.WriteElement("TargetPrefix", logging["LogFilePrefix"]?.ToString() ?? "");
            });
        }
    });

    private static Task WriteNotificationAsync(S3Request request, JsonObject notification) => S3Xml.WriteAsync(request, "NotificationConfiguration", xml =>
    {
        WriteEach(xml, "CloudFunctionConfiguration", Items(notification["LambdaConfigurations"]), function =>
        {
            WriteText(xml, "CloudFunction", function["Function"]);
            WriteText(xml, "Event", function["Event"]);
            var rules = Items(function["Filter"]?["S3Key"]?["Rules"]);
            if (rules.Count > 0)
            {
                xml.WriteNested("Filter", () => xml.WriteNested("S3Key", () => WriteEach(xml, "FilterRule", rules, rule =>
                {
                    WriteText(xml, "Name", rule["Name"]);
                    WriteText(xml, "Value", rule["Value"]);
                })));
            }
        });
        if (notification["EventBridgeConfiguration"] is not null)
        {
            xml.WriteNested("EventBridgeConfiguration", () => { });
        }
    });

    private static Task WriteOwnershipAsync(S3Request request, IReadOnlyList<JsonObject> rules)
    {
        Require(rules.Count > 0, "OwnershipControlsNotFoundError", "The bucket ownership controls were not found");
        return S3Xml.WriteAsync(request, "OwnershipControls", xml => WriteEach(xml, "Rule", rules, rule => WriteText(xml, "ObjectOwnership", rule["ObjectOwnership"])));
    }

    private static Task WritePublicAccessAsync(S3Request request, JsonObject? block)
    {
        Require(block is not null, "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found");
        return S3Xml.WriteAsync(request, "PublicAccessBlockConfiguration", xml =>
        {
            foreach (var name in (string[])["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"])
            {
                xml.WriteElement(name, block![name]?.ToString() == "true");
            }
        });
    }

    private async Task WritePolicyAsync(S3Request request, string bucket)
    {
        var policy = host.Current.OfType("AWS::S3::BucketPolicy").FirstOrDefault(resource => resource.Properties["Bucket"]?.ToString() == bucket)?.Properties["PolicyDocument"];
        Require(policy is not null, "NoSuchBucketPolicy", "The bucket policy does not exist");
        request.Response.ContentType = "application/json";
        await request.Response.WriteAsync(policy!.ToJsonString(), request.Aborted);
    }

    private static void Require(bool condition, string code, string message)
    {
        if (!condition)
        {
            throw new AwsException(code, message, StatusCodes.Status404NotFound);
        }
    }

    private static IReadOnlyList<JsonObject> Items(JsonNode? list) => [.. (list as JsonArray ?? []).OfType<JsonObject>()];

    private static void WriteEach(XmlWriter xml, string name, IReadOnlyList<JsonObject> items, Action<JsonObject> write)
    {
        foreach (var item in items)
        {
            xml.WriteNested(name, () => write(item));
        }
    }

    private static void WriteNested(XmlWriter xml, string name, JsonNode? parent, string child)
    {
        if (parent?[child] is { } value)
        {
            xml.WriteNested(name, () => WriteText(xml, child, value));
        }
    }

    private static void WriteText(XmlWriter xml, string name, JsonNode? value)
    {
        if (value is not null)
        {
            xml.WriteElement(name, value.ToString());
        }
    }

    private static void WriteTexts(XmlWriter xml, string name, JsonNode? values)
    {
        foreach (var value in values as JsonArray ?? [])
        {
            WriteText(xml, name, value);
        }
    }
}
