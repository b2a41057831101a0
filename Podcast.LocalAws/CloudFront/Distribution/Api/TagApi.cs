using Podcast.LocalAws.CloudFront.Api;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Protocols.RestXml;
using static Podcast.LocalAws.CloudFront.Api.CloudFrontXml;

namespace Podcast.LocalAws.CloudFront.Distribution.Api;

/// <summary>
/// The tags of distributions: functions and policies cannot be tagged. See
/// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_TagResource.html.
/// </summary>
internal sealed class TagApi(DistributionRegistry distributions)
{
    private const int MaxTags = 50;
    private const int MaxKeyLength = 128;
    private const int MaxValueLength = 256;

    /// <summary>The ARN of the resource that a request names.</summary>
    public static string ArnOf(RestXmlRequest request) => request.Query["Resource"].ToString();

    public RestXmlResponse Tag(RestXmlRequest request)
    {
        List<(string Key, string Value)> added = [.. (Child(request.RequireInput(), "Items")?.Elements() ?? []).Select(tag => (Text(tag, "Key") ?? "", Text(tag, "Value") ?? ""))];
        foreach (var (key, value) in added)
        {
            if (key.Length is 0 or > MaxKeyLength || value.Length > MaxValueLength || key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                throw Invalid($"A tag's key has 1 to {MaxKeyLength} characters and does not begin with aws:, its value has at most {MaxValueLength}.");
            }
        }

        distributions.ChangeTags(Find(request).Id, before =>
        {
            var after = new Dictionary<string, string>(before, StringComparer.Ordinal);
            added.ForEach(tag => after[tag.Key] = tag.Value);
            return after.Count <= MaxTags ? after : throw Invalid($"A resource has at most {MaxTags} tags.");
        });
        return RestXmlResponse.NoContent;
    }

    public RestXmlResponse Untag(RestXmlRequest request)
    {
        var removed = (Child(request.RequireInput(), "Items")?.Elements() ?? []).Select(key => key.Value).ToHashSet(StringComparer.Ordinal);
        distributions.ChangeTags(
            Find(request).Id, before => before.Where(tag => !removed.Contains(tag.Key)).ToDictionary(StringComparer.Ordinal));
        return RestXmlResponse.NoContent;
    }

    public RestXmlResponse List(RestXmlRequest request) => Element(
        "Tags",
        Element("Items", Find(request).Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => Element("Tag", Element("Key", tag.Key), Element("Value", tag.Value)))));

    private DeployedDistribution Find(RestXmlRequest request) => distributions.All.FirstOrDefault(distribution => distribution.Config.Arn == ArnOf(request))
        ?? throw CloudFrontErrors.NotFound("NoSuchResource", "The resource does not exist, or it cannot have tags.");

    private static AwsException Invalid(string message) => new("InvalidTagging", message, StatusCodes.Status400BadRequest);
}
