using System.Security.Cryptography;
using System.Xml.Linq;
using Podcast.LocalAws.CloudFront.Api;
using Podcast.LocalAws.CloudFront.Distribution.Caching;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Protocols.RestXml;
using static Podcast.LocalAws.CloudFront.Api.CloudFrontErrors;
using static Podcast.LocalAws.CloudFront.Api.CloudFrontXml;

namespace Podcast.LocalAws.CloudFront.Distribution.Invalidations;

/// <summary>
/// CreateInvalidation, GetInvalidation and ListInvalidations, which remove objects from the cache. See
/// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html.
/// </summary>
internal sealed class InvalidationApi(DistributionRegistry distributions, EdgeCache cache, TimeProvider time)
{
    private const int MaxPaths = 3_000;
    private const int MaxKept = 100;

    private readonly Lock _lock = new();
    private readonly LinkedList<Invalidation> _invalidations = new();

    public RestXmlResponse Create(RestXmlRequest request)
    {
        var distribution = distributions.Get(request["DistributionId"]);
        var (reference, paths) = Read(request.RequireInput());
        var invalidation = Create(distribution.Id, reference, paths);
        var http = request.Context.Request;
        return new(Document(invalidation), StatusCodes.Status201Created)
        {
            Location = $"{http.Scheme}://{http.Host}/2020-05-31/distribution/{distribution.Id}/invalidation/{invalidation.Id}",
        };
    }

    public RestXmlResponse Get(RestXmlRequest request)
    {
        var distribution = distributions.Get(request["DistributionId"]);
        lock (_lock)
        {
            var found = _invalidations.FirstOrDefault(item => item.Id == request["Id"] && item.DistributionId == distribution.Id);
            return Document(found ?? throw NotFound("NoSuchInvalidation", "The specified invalidation does not exist."));
        }
    }

    public RestXmlResponse List(RestXmlRequest request)
    {
        var distribution = distributions.Get(request["DistributionId"]);
        var page = ListPage.Read(request.Query);
        List<Invalidation> all;
        lock (_lock)
        {
            all = [.. _invalidations.Where(item => item.DistributionId == distribution.Id)];
        }

        var (items, next) = page.TakeInOrder(all, item => item.Id);
        return Element(
            "InvalidationList",
            Element("Marker", page.Marker),
            next is null ? null : Element("NextMarker", next),
            Element("MaxItems", page.MaxItems),
            Element("IsTruncated", next is not null),
            Element("Quantity", items.Count),
            Element("Items", items.Select(item => Element(
                "InvalidationSummary",
                Element("Id", item.Id),
                Element("CreateTime", Time(item.CreatedAt)),
                Element("Status", item.StatusAt(time.GetUtcNow()))))));
    }

    /// <summary>How many invalidations of a distribution are in progress.</summary>
    public int CountInProgress(string distributionId)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            return _invalidations.Count(item => item.DistributionId == distributionId && item.StatusAt(now) == Invalidation.InProgress);
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
                    : throw InvalidArgument("Your request contains a caller reference that was used for a previous invalidation batch for the same distribution.");
            }

            cache.Invalidate(distributionId, paths);
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

    private static (string Reference, IReadOnlyList<string> Paths) Read(XElement batch)
    {
        var reference = Text(batch, "CallerReference");
        List<string> paths = [.. Items(Child(batch, "Paths")).Select(path => path.Value)];
        if (string.IsNullOrEmpty(reference) || paths.Count == 0)
        {
            throw InvalidArgument("An invalidation batch needs a CallerReference and at least one path.");
        }

        if (paths.Count > MaxPaths)
        {
            throw new AwsException("BatchTooLarge", $"An invalidation batch has at most {MaxPaths} paths.", StatusCodes.Status413PayloadTooLarge);
        }

        return paths.Find(path => !IsPath(path)) is { } wrong
            ? throw InvalidArgument($"Your request contains one or more invalid invalidation paths: {wrong}.")
            : (reference, paths);
    }

    // An asterisk stands for anything at the end only.
    private static bool IsPath(string path) => path.StartsWith('/') && !path.Contains(' ', StringComparison.Ordinal)
        && path.IndexOf('*', StringComparison.Ordinal) is var star && (star < 0 || star == path.Length - 1);

    private XElement Document(Invalidation item) => Element(
        "Invalidation",
        Element("Id", item.Id),
        Element("Status", item.StatusAt(time.GetUtcNow())),
        Element("CreateTime", Time(item.CreatedAt)),
        Element(
            "InvalidationBatch",
            Element(
                "Paths",
                Element("Quantity", item.Paths.Count),
                Element("Items", item.Paths.Select(path => Element("Path", path)))),
            Element("CallerReference", item.CallerReference)));
}
