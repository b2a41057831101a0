using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Podcast.LocalAws.CloudFront.Api.Configuration;

/// <summary>The methods of a behavior: the API has those that are cached within those that are allowed, CloudFormation beside them.</summary>
internal sealed record MethodsMember() : ConfigMember("AllowedMethods", Methods)
{
    private const string Cached = "CachedMethods";

    private static readonly ListShape Methods = ListShape.OfTexts("Method");

    public override XElement Write(JsonObject source)
    {
        var allowed = Methods.Write(Name, source[Name] ?? new JsonArray("HEAD", "GET"));
        allowed.Add(Methods.Write(Cached, source[Cached] ?? new JsonArray("HEAD", "GET")));
        return allowed;
    }

    public override void Read(XElement source, JsonObject target)
    {
        target[Name] = Methods.Read(source);
        if (CloudFrontXml.Child(source, Cached) is { } cached)
        {
            target[Cached] = Methods.Read(cached);
        }
    }
}
