using System.Diagnostics;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.S3.Operations;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3;

/// <summary>
/// S3 for what this system and its operators use; any other operation is answered with a NotImplemented error that names it.
/// See https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html.
/// </summary>
internal sealed class S3Service(
    ObjectStorage storage, IEnumerable<IS3Operation> operations, ListBuckets listBuckets, S3Access access, LocalAwsOptions options) : IAwsService
{
    private readonly Dictionary<string, IS3Operation> _operations = operations
        .SelectMany(operation => operation.Names.Select(name => (name, operation)))
        .ToDictionary(item => item.name, item => item.operation, StringComparer.Ordinal);

    public string SigningName => "s3";

    public string Name => "S3";

    public AwsErrorFormat ErrorFormat => AwsErrorFormat.RestXml;

    /// <summary>The largest object, and the frames of its chunks.</summary>
    public long MaxRequestBytes => S3Limits.LargestObject + (S3Limits.LargestObject / 32);

    public string GetOperation(HttpRequest request)
    {
        try
        {
            var target = RequestTarget.Of(request.HttpContext);
            return S3Operations.Name(request.Method, Address(request, target), QueryParameters.Parse(target.Query), request.Headers);
        }
        catch (AwsException)
        {
            // What is wrong with the path is told to an authenticated caller only, by HandleAsync.
            return "Unknown";
        }
    }

    public Task HandleAsync(HttpContext context, AwsCaller caller)
    {
        var target = RequestTarget.Of(context);
        var request = new S3Request(context, Address(context.Request, target), QueryParameters.Parse(target.Query), caller);
        var operationName = S3Operations.Name(context.Request.Method, request.Address, request.Query, request.Headers);
        Activity.Current?.SetTag("aws.s3.bucket", request.Address.Bucket);
        if (request.Address.Key.Length > 0)
        {
            Activity.Current?.SetTag("aws.s3.key", request.Address.Key);
        }

        if (operationName == ListBuckets.Name)
        {
            access.Require(request, "s3:ListAllMyBuckets", "", "");
            return listBuckets.HandleAsync(request);
        }

        var bucket = storage.Find(request.Address.Bucket) ?? throw S3Errors.NoSuchBucket();
        if (context.Request.Headers.TryGetValue("x-amz-expected-bucket-owner", out var owner) && owner != options.AccountId)
        {
            throw S3Errors.AccessDenied();
        }

        if (!_operations.TryGetValue(operationName, out var operation))
        {
            throw AwsException.NotImplemented(Name, operationName);
        }

        if (operation.Action(request) is { } action)
        {
            access.Require(request, action, bucket.Name, request.Address.Key);
        }

        return operation.HandleAsync(request, bucket);
    }

    private S3Address Address(HttpRequest request, RequestTarget target) => S3Address.Parse(request.Host.Host, target.Path, options.Region);
}
