using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Podcast.LocalAws.CloudFront.Functions.Api;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;
using static Podcast.LocalAws.CloudFront.Functions.Api.FunctionXml;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>
/// The operations on stores as a whole, which have ETags of their own. See
/// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateKeyValueStore.html.
/// </summary>
internal sealed partial class KeyValueStoreApi(StackHost host, KeyValueStoreRegistry stores, FunctionStore functions, IAuthorizer authorizer, TimeProvider time)
{
    private const int LargestPage = 100;
    private const int MaxComment = 128;

    public async Task CreateAsync(HttpContext context, AwsCaller caller)
    {
        authorizer.Authorize(caller, "cloudfront:CreateKeyValueStore", "*");
        var body = await ReadAsync(context);
        var name = Child(body, "Name")?.Value ?? "";
        if (!NamePattern().IsMatch(name))
        {
            throw Invalid("The name has to be 1 to 64 characters of a-z, A-Z, 0-9, - and _.");
        }

        if (Child(body, "ImportSource") is not null)
        {
            throw AwsException.NotImplemented("cloudfront", "CreateKeyValueStore with ImportSource");
        }

        if (stores.FindByName(name) is not null)
        {
            throw new AwsException("EntityAlreadyExists", "The key value store entity already exists. You must provide a unique key value store entity.", StatusCodes.Status409Conflict);
        }

        var id = Guid.NewGuid().ToString();
        var arn = $"arn:{host.Current.Partition}:cloudfront::{host.Current.AccountId}:key-value-store/{id}";
        var entity = stores.Create(name, ReadComment(body), id, arn, time.GetUtcNow());
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"{context.Request.Scheme}://{context.Request.Host}/2020-05-31/key-value-store/{name}";
        await WriteEntityAsync(context, entity);
    }

    public Task DescribeAsync(HttpContext context, AwsCaller caller, string name) =>
        WriteEntityAsync(context, Find(caller, "cloudfront:DescribeKeyValueStore", name));

    public Task ListAsync(HttpContext context, AwsCaller caller)
    {
        authorizer.Authorize(caller, "cloudfront:ListKeyValueStores", "*");
        var query = context.Request.Query;
        var text = query["MaxItems"].ToString();
        var page = text.Length == 0 ? LargestPage
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= LargestPage ? number
            : throw Invalid($"MaxItems has to be from 1 to {LargestPage}.");
        var marker = query["Marker"].ToString();
        var status = query["Status"].ToString();
        if (status is not ("" or "READY" or "PROVISIONING" or "IMPORT_FAILED"))
        {
            throw Invalid($"Status has to be READY, PROVISIONING or IMPORT_FAILED, and not {status}.");
        }

        var rest = stores.Entities.Where(entity => string.CompareOrdinal(entity.Name, marker) > 0 && status is "" or "READY").ToList();
        var items = rest.Take(page).ToList();
        return WriteAsync(context, Element(
            "KeyValueStoreList",
            rest.Count > page ? Element("NextMarker", items[^1].Name) : null,
            Element("MaxItems", page),
            Element("Quantity", items.Count),
            Element("Items", items.Select(Describe))));
    }

    public async Task UpdateAsync(HttpContext context, AwsCaller caller, string name)
    {
        var entity = Find(caller, "cloudfront:UpdateKeyValueStore", name);
        RequireIfMatch(context, entity.ETag);
        var updated = stores.Update(entity, ReadComment(await ReadAsync(context)), time.GetUtcNow());
        await WriteEntityAsync(context, updated);
    }

    public Task DeleteAsync(HttpContext context, AwsCaller caller, string name)
    {
        var entity = Find(caller, "cloudfront:DeleteKeyValueStore", name);
        RequireIfMatch(context, entity.ETag);
        if (functions.All.Any(function => function.Development.StoreArns.Contains(entity.Arn) || function.Live?.StoreArns.Contains(entity.Arn) == true))
        {
            throw new AwsException("CannotDeleteEntityWhileInUse", "The entity cannot be deleted while it is in use.", StatusCodes.Status409Conflict);
        }

        stores.Delete(entity);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private KeyValueStoreEntity Find(AwsCaller caller, string action, string name)
    {
        var entity = stores.FindByName(name);
        authorizer.Authorize(caller, action, entity?.Arn ?? "*");
        return entity ?? throw new AwsException("EntityNotFound", "The key value store entity was not found.", StatusCodes.Status404NotFound);
    }

    private static Task WriteEntityAsync(HttpContext context, KeyValueStoreEntity entity)
    {
        context.Response.Headers.ETag = entity.ETag;
        return WriteAsync(context, Describe(entity));
    }

    private static XElement Describe(KeyValueStoreEntity entity) => Element(
        "KeyValueStore",
        Element("Name", entity.Name),
        Element("Id", entity.Id),
        Element("Comment", entity.Comment),
        Element("ARN", entity.Arn),
        Element("Status", "READY"),
        Element("LastModifiedTime", Time(entity.Modified)));

    private static string ReadComment(XElement body) => Child(body, "Comment")?.Value switch
    {
        null => "",
        { Length: <= MaxComment } comment => comment,
        _ => throw Invalid($"A comment has at most {MaxComment} characters."),
    };

    private static void RequireIfMatch(HttpContext context, string etag)
    {
        var ifMatch = context.Request.Headers.IfMatch.ToString();
        if (ifMatch.Length == 0)
        {
            throw new AwsException("InvalidIfMatchVersion", "The If-Match version is missing or not valid.", StatusCodes.Status400BadRequest);
        }

        if (ifMatch != etag)
        {
            throw new AwsException("PreconditionFailed", "The precondition in one or more of the request fields evaluated to false.", StatusCodes.Status412PreconditionFailed);
        }
    }

    private static AwsException Invalid(string message) => new("InvalidArgument", message, StatusCodes.Status400BadRequest);

    [GeneratedRegex("^[a-zA-Z0-9-_]{1,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
