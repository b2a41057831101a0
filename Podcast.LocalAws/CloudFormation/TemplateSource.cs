using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.AwsQuery;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFormation;

/// <summary>Reads the template of a request: from the request itself, or from the bucket that it names.</summary>
internal sealed class TemplateSource(IObjectReader objects, IAuthorizer authorizer)
{
    // In bytes: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html.
    private const int MaxBody = 51_200;
    private const int MaxObject = 1_048_576;

    /// <exception cref="Core.AwsException">There is no template, it is too large, or it is not JSON.</exception>
    public async Task<(string Body, JsonObject Template)> ReadAsync(QueryRequest request, AwsCaller caller, CancellationToken cancellationToken)
    {
        var body = request.Text("TemplateBody");
        if (body is not null && Encoding.UTF8.GetByteCount(body) > MaxBody)
        {
            throw CloudFormationErrors.Validation($"1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to {MaxBody}");
        }

        body ??= request.Text("TemplateURL") is { } url
            ? await ReadObjectAsync(url, caller, cancellationToken)
            : throw CloudFormationErrors.Validation("Either Template URL or Template Body must be specified.");
        return (body, Parse(body));
    }

    private static JsonObject Parse(string body)
    {
        try
        {
            if (JsonInput.Parse(body) is not JsonObject template || template["Resources"] is null or JsonObject { Count: 0 })
            {
                throw CloudFormationErrors.Validation("Template format error: At least one Resources member must be defined.");
            }

            TemplateShape.Require(template);
            return template;
        }
        catch (TemplateException reason)
        {
            throw CloudFormationErrors.Template(reason);
        }
        catch (ArgumentException reason)
        {
            // A name that is there twice.
            throw CloudFormationErrors.Validation($"Template format error: {reason.Message}");
        }
        catch (JsonException reason)
        {
            throw CloudFormationErrors.Validation($"Template format error: LocalAws reads templates in JSON, and this is not JSON. {reason.Message}");
        }
    }

    private async Task<string> ReadObjectAsync(string url, AwsCaller caller, CancellationToken cancellationToken)
    {
        var (bucket, key) = Locate(new Uri(url));
        authorizer.Authorize(caller, "s3:GetObject", AwsArns.Object(bucket, key));
        var found = objects.Find(bucket, key) ?? throw CloudFormationErrors.Validation($"S3 error: The specified key does not exist. ({url})");
        if (found.Size > MaxObject)
        {
            throw CloudFormationErrors.Validation($"Template may not exceed {MaxObject} bytes in size.");
        }

        return Encoding.UTF8.GetString(await found.ReadAsync(cancellationToken));
    }

    // https://s3.region.amazonaws.com/bucket/key or https://bucket.s3.region.amazonaws.com/key; any host in place of S3's is path style.
    private static (string Bucket, string Key) Locate(Uri url)
    {
        var path = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/'));
        var marker = url.Host.IndexOf(".s3.", StringComparison.Ordinal);
        if (marker > 0)
        {
            return (url.Host[..marker], path);
        }

        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 ? (path[..slash], path[(slash + 1)..]) : throw CloudFormationErrors.Validation($"TemplateURL must reference a valid S3 object: {url}");
    }
}
