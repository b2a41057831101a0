using System.Diagnostics;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.RestXml;
using Podcast.LocalAws.S3.Forms;
using Podcast.LocalAws.S3.Operations;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3;

/// <summary>
/// S3 for what this system and its operators use; any other operation fails with a NotImplemented error that names it.
/// See https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html.
/// </summary>
internal sealed class S3Service : IAwsService
{
    private static readonly TimeSpan ListingPatience = TimeSpan.FromSeconds(2);

    private readonly ObjectStorage _storage;
    private readonly LocalAwsOptions _options;
    private readonly IAccountBootstrap _bootstrap;
    private readonly PostFormAuthenticator _forms;
    private readonly OperationTable<S3Request, HttpResponse> _operations;

    public S3Service(
        ObjectStorage storage,
        IEnumerable<IS3Operation> operations,
        ListBuckets listBuckets,
        CreateBucket createBucket,
        IAccountBootstrap bootstrap,
        PostFormAuthenticator forms,
        IAuthorizer authorizer,
        LocalAwsOptions options)
    {
        _storage = storage;
        _options = options;
        _bootstrap = bootstrap;
        _forms = forms;
        _operations = new(Name, authorizer)
        {
            { ListBuckets.Name, "s3:ListAllMyBuckets", _ => "*", request => RespondAsync(request, listBuckets.HandleAsync(request)) },
            { CreateBucket.Name, "s3:CreateBucket", request => AwsArns.Bucket(request.Address.Bucket), request => RespondAsync(request, createBucket.HandleAsync(request)) },
        };
        foreach (var operation in operations)
        {
            foreach (var name in operation.Names)
            {
                _operations.Add(name, request => Permissions(operation, request), request => RespondAsync(request, operation.HandleAsync(request, Bucket(request))));
            }
        }
    }

    public string SigningName => "s3";

    public string Name => "S3";

    public AwsProtocol Protocol => RestXmlProtocol.Instance;

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
            // HandleAsync reports what is wrong with the path, to an authenticated caller only.
            return "Unknown";
        }
    }

    public Task<AwsCaller>? AuthenticateBody(HttpContext context)
    {
        var target = RequestTarget.Of(context);
        return PostFormReader.IsForm(context.Request)
            && !QueryParameters.Parse(target.Query).Contains("X-Amz-Signature")
            && Address(context.Request, target) is { Bucket.Length: > 0, Key: "" } address
            ? _forms.AuthenticateAsync(context, address.Bucket)
            : null;
    }

    public async Task HandleAsync(HttpContext context, AwsCaller caller)
    {
        var target = RequestTarget.Of(context);
        var request = new S3Request(context, Address(context.Request, target), QueryParameters.Parse(target.Query), caller);
        PresignedHeaders.Apply(request.Query, request.Headers);
        var form = context.Features.Get<PostForm>();
        request = form is null ? request : request with { Address = request.Address with { Key = form.Key } };
        var operationName = form is null ? S3Operations.Name(context.Request.Method, request.Address, request.Query, request.Headers) : PostObject.Name;
        Activity.Current?.SetTag("aws.s3.bucket", request.Address.Bucket);
        if (request.Address.Key.Length > 0)
        {
            Activity.Current?.SetTag("aws.s3.key", request.Address.Key);
        }

        var operation = _operations.Get(operationName);
        await PrepareAsync(request);
        if (operationName is not (ListBuckets.Name or CreateBucket.Name))
        {
            RequireBucket(request);
        }

        await _operations.ExecuteAsync(operation, request);
    }

    private static async Task<HttpResponse> RespondAsync(S3Request request, Task writing)
    {
        await writing;
        return request.Response;
    }

    // The bucket of the CDK's assets is there as soon as somebody looks. While DynamoDB Local starts, nothing can be deployed; a listing does not wait for it.
    private async Task PrepareAsync(S3Request request)
    {
        if (request.Address.Bucket == _bootstrap.AssetBucket)
        {
            await _bootstrap.PrepareAsync(request.Aborted);
        }
        else if (request.Address.Bucket.Length == 0)
        {
            await _bootstrap.PrepareAsync(request.Aborted).WaitAsync(ListingPatience, request.Aborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // S3 looks for the bucket before it checks permissions.
    private void RequireBucket(S3Request request)
    {
        _ = Bucket(request);
        if (request.Headers.TryGetValue("x-amz-expected-bucket-owner", out var owner) && owner != _options.AccountId)
        {
            throw S3Errors.AccessDenied();
        }
    }

    private Bucket Bucket(S3Request request) => _storage.Find(request.Address.Bucket) ?? throw S3Errors.NoSuchBucket();

    private static IEnumerable<RequiredPermission> Permissions(IS3Operation operation, S3Request request) =>
        operation.Action(request) is { } action ? [S3Access.Permission(request, action, request.Address.Bucket, request.Address.Key)] : [];

    private S3Address Address(HttpRequest request, RequestTarget target) => S3Address.Parse(request.Host.Host, target.Path, _options.Region);
}
