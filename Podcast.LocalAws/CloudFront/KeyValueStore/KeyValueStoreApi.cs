using System.Text.RegularExpressions;
using System.Xml.Linq;
using Podcast.LocalAws.CloudFront.Api;
using Podcast.LocalAws.CloudFront.Functions.Api;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.RestXml;
using static Podcast.LocalAws.CloudFront.Api.CloudFrontErrors;
using static Podcast.LocalAws.CloudFront.Api.CloudFrontXml;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>
/// The operations on stores as a whole, which have ETags of their own. See
/// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateKeyValueStore.html.
/// </summary>
internal sealed partial class KeyValueStoreApi(
    KeyValueStoreRegistry stores, KeyValueImporter importer, FunctionStore functions, LocalAwsOptions options, TimeProvider time)
{
    private const int MaxComment = 128;

    /// <summary>The ARN of the store that a request names; <c>*</c> when there is none.</summary>
    public string ArnOf(RestXmlRequest request) => stores.FindByName(request["Name"])?.Arn ?? "*";

    /// <summary>What a caller needs to create a store, and to read the object that it is filled from.</summary>
    public static IEnumerable<RequiredPermission> CreatePermissions(RestXmlRequest request)
    {
        yield return new("cloudfront:CreateKeyValueStore", "*");
        if (SourceArn(request.RequireInput()) is { } source)
        {
            yield return new("s3:GetObject", source);
        }
    }

    public async Task<RestXmlResponse> CreateAsync(RestXmlRequest request)
    {
        var body = request.RequireInput();
        var name = Text(body, "Name") ?? "";
        if (!NamePattern().IsMatch(name))
        {
            throw InvalidArgument("The name has to be 1 to 64 characters of a-z, A-Z, 0-9, - and _.");
        }

        var comment = ReadComment(body);
        var entries = SourceArn(body) is { } source ? await importer.ReadAsync(source, request.Aborted) : [];
        var id = Guid.NewGuid().ToString();
        var entity = stores.TryCreate(name, comment, id, options.GetArns().KeyValueStore(id), entries, time.GetUtcNow())
            ?? throw new AwsException("EntityAlreadyExists", "The key value store entity already exists. You must provide a unique key value store entity.", StatusCodes.Status409Conflict);
        var http = request.Context.Request;
        return Describe(entity) with
        {
            StatusCode = StatusCodes.Status201Created,
            Location = $"{http.Scheme}://{http.Host}/2020-05-31/key-value-store/{name}",
        };
    }

    public RestXmlResponse Describe(RestXmlRequest request) => Describe(Find(request));

    public RestXmlResponse List(RestXmlRequest request)
    {
        var page = ListPage.Read(request.Query);
        var status = request.Query["Status"].ToString();
        if (status is not ("" or "READY" or "PROVISIONING" or "IMPORT_FAILED"))
        {
            throw InvalidArgument($"Status has to be READY, PROVISIONING or IMPORT_FAILED, and not {status}.");
        }

        var (items, next) = page.Take(stores.Entities.Where(_ => status is "" or "READY"), entity => entity.Name);
        return Element(
            "KeyValueStoreList",
            next is null ? null : Element("NextMarker", next),
            Element("MaxItems", page.MaxItems),
            Element("Quantity", items.Count),
            Element("Items", items.Select(Document)));
    }

    public RestXmlResponse Update(RestXmlRequest request)
    {
        var entity = Find(request);
        RequireIfMatch(request.Context, entity.ETag);
        return Describe(stores.Update(entity, ReadComment(request.RequireInput()), time.GetUtcNow()));
    }

    public RestXmlResponse Delete(RestXmlRequest request)
    {
        var entity = Find(request);
        RequireIfMatch(request.Context, entity.ETag);
        if (functions.All.Any(function => function.Development.StoreArns.Contains(entity.Arn) || function.Live?.StoreArns.Contains(entity.Arn) == true))
        {
            throw new AwsException("CannotDeleteEntityWhileInUse", "The entity cannot be deleted while it is in use.", StatusCodes.Status409Conflict);
        }

        stores.Delete(entity);
        return RestXmlResponse.NoContent;
    }

    private KeyValueStoreEntity Find(RestXmlRequest request) =>
        stores.FindByName(request["Name"]) ?? throw NotFound("EntityNotFound", "The key value store entity was not found.");

    private static RestXmlResponse Describe(KeyValueStoreEntity entity) => new(Document(entity)) { ETag = entity.ETag };

    private static XElement Document(KeyValueStoreEntity entity) => Element(
        "KeyValueStore",
        Element("Name", entity.Name),
        Element("Id", entity.Id),
        Element("Comment", entity.Comment),
        Element("ARN", entity.Arn),
        Element("Status", "READY"),
        Element("LastModifiedTime", Time(entity.Modified)));

    private static string? SourceArn(XElement body)
    {
        if (Child(body, "ImportSource") is not { } source)
        {
            return null;
        }

        return Text(source, "SourceType") == "S3" && Text(source, "SourceARN") is { Length: > 0 } arn
            ? arn
            : throw InvalidArgument("ImportSource needs the SourceType S3 and a SourceARN.");
    }

    private static string ReadComment(XElement body) => Text(body, "Comment") switch
    {
        null => "",
        { Length: <= MaxComment } comment => comment,
        _ => throw InvalidArgument($"A comment has at most {MaxComment} characters."),
    };

    [GeneratedRegex("^[a-zA-Z0-9-_]{1,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
