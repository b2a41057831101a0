using System.Xml;
using System.Xml.Linq;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.S3.Notifications;
using Podcast.LocalAws.S3.Storage;
using Podcast.LocalAws.S3.Uploads;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html. Each key is decided by itself.</summary>
internal sealed class DeleteObjects(ObjectRemover remover, S3Access access, S3Events events) : IS3Operation
{
    public IReadOnlyList<string> Names => ["DeleteObjects"];

    // Checked for each key.
    public string? Action(S3Request request) => null;

    public async Task HandleAsync(S3Request request, Bucket bucket)
    {
        var document = await RequestXml.ReadAsync(request, "Delete");
        if (request.Headers.ContentMD5.Count == 0 && !request.Headers.Keys.Any(name => name.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase))
            && request.Headers["x-amz-trailer"].Count == 0)
        {
            throw S3Errors.InvalidRequest("Missing required header for this request: Content-MD5");
        }

        var items = document.Children("Object").ToList();
        if (items.Count is 0 or > S3Limits.MostDeletions)
        {
            throw S3Errors.MalformedXml();
        }

        var isQuiet = document.Child("Quiet")?.Value == "true";
        var results = new List<Deletion>(items.Count);
        foreach (var item in items)
        {
            results.Add(await DeleteAsync(request, bucket, item));
        }

        await S3Xml.WriteAsync(request, "DeleteResult", xml =>
        {
            foreach (var result in results)
            {
                if (result.Error is { } error)
                {
                    WriteError(xml, result, error);
                }
                else if (!isQuiet)
                {
                    WriteDeleted(xml, result);
                }
            }
        });
    }

    private async Task<Deletion> DeleteAsync(S3Request request, Bucket bucket, XElement item)
    {
        var key = item.Child("Key")?.Value is { Length: > 0 } text ? text : throw S3Errors.MalformedXml();
        var version = item.Child("VersionId")?.Value is { Length: > 0 } id ? id : null;
        try
        {
            access.Require(request, DeleteObject.ActionFor(version), bucket.Name, key);
            var deleted = remover.Delete(bucket, key, version is null ? null : S3Access.CheckVersionId(version), present => CheckETag(item, present));
            if (deleted is not null)
            {
                await events.DeletedAsync(request, bucket, deleted, version);
            }

            return new(key, version, deleted, null);
        }
        catch (AwsException error)
        {
            return new(key, version, null, error);
        }
    }

    private static void CheckETag(XElement item, StoredObject? present)
    {
        if (item.Child("ETag")?.Value is { } etag && present is not null && etag != "*" && etag.Trim('"') != present.ETag)
        {
            throw S3Errors.PreconditionFailed();
        }
    }

    private static void WriteDeleted(XmlWriter xml, Deletion result) => xml.WriteNested("Deleted", () =>
    {
        xml.WriteElement("Key", result.Key);
        if (result.VersionId is not null)
        {
            xml.WriteElement("VersionId", result.VersionId);
        }

        if (result.Deleted is { IsDeleteMarker: true } marker)
        {
            xml.WriteElement("DeleteMarker", true);
            xml.WriteElement("DeleteMarkerVersionId", marker.VersionId);
        }
    });

    private static void WriteError(XmlWriter xml, Deletion result, AwsException error) => xml.WriteNested("Error", () =>
    {
        xml.WriteElement("Key", result.Key);
        if (result.VersionId is not null)
        {
            xml.WriteElement("VersionId", result.VersionId);
        }

        xml.WriteElement("Code", error.Code);
        xml.WriteElement("Message", error.Message);
    });

    private sealed record Deletion(string Key, string? VersionId, StoredObject? Deleted, AwsException? Error);
}
