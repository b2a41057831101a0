using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Podcast.LocalAws.CloudFront.Distribution.Caching;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.Distribution.Invalidations;

/// <summary>
/// CreateInvalidation, GetInvalidation and ListInvalidations, by which operators empty the cache. See
/// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html.
/// </summary>
internal sealed class InvalidationApi(StackHost host, EdgeCache cache, IAuthorizer authorizer, TimeProvider time)
{
    private const int MaxPaths = 3_000;
    private const int MaxKept = 100;

    private static readonly XNamespace Namespace = "http://cloudfront.amazonaws.com/doc/2020-05-31/";

    private readonly Lock _lock = new();
    private readonly LinkedList<Invalidation> _invalidations = new();

    public async Task CreateAsync(HttpContext context, AwsCaller caller, string distributionId)
    {
        Require(caller, "cloudfront:CreateInvalidation", distributionId);
        var (reference, paths) = await ReadAsync(context);
        var invalidation = Create(distributionId, reference, paths);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location =
            $"{context.Request.Scheme}://{context.Request.Host}/2020-05-31/distribution/{distributionId}/invalidation/{invalidation.Id}";
        await WriteAsync(context, Describe(invalidation));
    }

    public Task GetAsync(HttpContext context, AwsCaller caller, string distributionId, string id)
    {
        Require(caller, "cloudfront:GetInvalidation", distributionId);
        lock (_lock)
        {
            var found = _invalidations.FirstOrDefault(item => item.Id == id && item.DistributionId == distributionId)
                ?? throw new AwsException("NoSuchInvalidation", "The specified invalidation does not exist.", StatusCodes.Status404NotFound);
            return WriteAsync(context, Describe(found));
        }
    }

    public Task ListAsync(HttpContext context, AwsCaller caller, string distributionId)
    {
        Require(caller, "cloudfront:ListInvalidations", distributionId);
        lock (_lock)
        {
            var query = context.Request.Query;
            if (!int.TryParse(query["MaxItems"].FirstOrDefault() ?? "100", NumberStyles.None, CultureInfo.InvariantCulture, out var maxItems) || maxItems is < 1 or > MaxKept)
            {
                throw Invalid("InvalidArgument", "MaxItems has to be from 1 to 100.");
            }

            var marker = query["Marker"].ToString();
            var all = _invalidations.Where(item => item.DistributionId == distributionId).ToList();
            var start = marker.Length == 0 ? 0 : all.FindIndex(item => item.Id == marker) + 1;
            if (marker.Length > 0 && start == 0)
            {
                throw Invalid("InvalidArgument", "The marker names no invalidation of the distribution.");
            }

            var items = all.Skip(start).Take(maxItems).ToList();
            var isTruncated = start + items.Count < all.Count;
            return WriteAsync(context, new XElement(
                Namespace + "InvalidationList",
                new XElement(Namespace + "Marker", marker),
                isTruncated ? new XElement(Namespace + "NextMarker", items[^1].Id) : null,
                new XElement(Namespace + "MaxItems", maxItems),
                new XElement(Namespace + "IsTruncated", isTruncated),
                new XElement(Namespace + "Quantity", items.Count),
                new XElement(Namespace + "Items", items.Select(item => new XElement(
                    Namespace + "InvalidationSummary",
                    new XElement(Namespace + "Id", item.Id),
                    new XElement(Namespace + "CreateTime", Text(item.CreatedAt)),
                    new XElement(Namespace + "Status", item.StatusAt(time.GetUtcNow())))))));
        }
    }

    private Invalidation Create(string distributionId, string reference, IReadOnlyList<string> paths)
    {
        lock (_lock)
        {
            if (_invalidations.FirstOrDefault(item => item.DistributionId == distributionId && item.CallerReference == reference) is { } before)
            {
                return before.Paths.SequenceEqual(paths)
                    ? before
                    : throw Invalid("InvalidArgument", "Your request contains a caller reference that was used for a previous invalidation batch for the same distribution.");
            }

            cache.Invalidate(paths);
            var id = "I" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 24);
            var invalidation = new Invalidation(id, distributionId, reference, paths, time.GetUtcNow());
            _invalidations.AddFirst(invalidation);
            if (_invalidations.Count > MaxKept)
            {
                _invalidations.RemoveLast();
            }

            return invalidation;
        }
    }

    private void Require(AwsCaller caller, string action, string distributionId)
    {
        var stack = host.Current;
        authorizer.Authorize(caller, action, $"arn:{stack.Partition}:cloudfront::{stack.AccountId}:distribution/{distributionId}");
        if (!stack.OfType("AWS::CloudFront::Distribution").Any(distribution => distribution.PhysicalId == distributionId))
        {
            throw new AwsException("NoSuchDistribution", "The specified distribution does not exist.", StatusCodes.Status404NotFound);
        }
    }

    private static async Task<(string Reference, IReadOnlyList<string> Paths)> ReadAsync(HttpContext context)
    {
        try
        {
            var settings = new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var reader = XmlReader.Create(context.Request.Body, settings);
            var batch = (await XDocument.LoadAsync(reader, LoadOptions.None, context.RequestAborted)).Root!;
            var reference = Descendants(batch, "CallerReference").SingleOrDefault()?.Value;
            var paths = Descendants(batch, "Path").Select(path => path.Value).ToList();
            if (Descendants(batch, "Quantity").FirstOrDefault()?.Value is { } quantity && quantity != paths.Count.ToString(CultureInfo.InvariantCulture))
            {
                throw Invalid("InconsistentQuantities", "The value of Quantity and the size of Items don't match.");
            }

            return string.IsNullOrEmpty(reference) || paths.Count == 0 ? throw Invalid("MissingBody", "This operation requires a body. Ensure that the body is present and the Content-Type header is set.")
                : paths.Count > MaxPaths ? throw new AwsException("BatchTooLarge", "Invalidation batch specified is too large.", StatusCodes.Status413PayloadTooLarge)
                : paths.TrueForAll(IsPath) ? (reference, paths)
                : throw Invalid("InvalidArgument", "Your request contains one or more invalid invalidation paths.");
        }
        catch (XmlException)
        {
            throw Invalid("MalformedXML", "The XML document is malformed.");
        }
    }

    // An asterisk stands for anything at the end only.
    private static bool IsPath(string path) => path.StartsWith('/') && !path.Contains(' ', StringComparison.Ordinal)
        && path.IndexOf('*', StringComparison.Ordinal) is var star && (star < 0 || star == path.Length - 1);

    private static IEnumerable<XElement> Descendants(XElement element, string name) => element.Descendants().Where(child => child.Name.LocalName == name);

    private static AwsException Invalid(string code, string message) => new(code, message, StatusCodes.Status400BadRequest);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private XElement Describe(Invalidation item) => new(
        Namespace + "Invalidation",
        new XElement(Namespace + "Id", item.Id),
        new XElement(Namespace + "Status", item.StatusAt(time.GetUtcNow())),
        new XElement(Namespace + "CreateTime", Text(item.CreatedAt)),
        new XElement(
            Namespace + "InvalidationBatch",
            new XElement(
                Namespace + "Paths",
                new XElement(Namespace + "Quantity", item.Paths.Count),
                new XElement(Namespace + "Items", item.Paths.Select(path => new XElement(Namespace + "Path", path)))),
            new XElement(Namespace + "CallerReference", item.CallerReference)));

    private static Task WriteAsync(HttpContext context, XElement document)
    {
        context.Response.ContentType = "text/xml";
        return context.Response.WriteAsync("<?xml version=\"1.0\"?>\n" + document.ToString(SaveOptions.DisableFormatting), Encoding.UTF8, context.RequestAborted);
    }
}
