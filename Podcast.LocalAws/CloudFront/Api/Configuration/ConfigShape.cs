using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Podcast.LocalAws.CloudFront.Api.Configuration;

/// <summary>The form of a part of a configuration, which CloudFront's API has as XML and CloudFormation as JSON.</summary>
internal abstract class ConfigShape
{
    /// <summary>Writes a part as the API has it.</summary>
    /// <param name="name">The element's name.</param>
    /// <param name="value">The part as CloudFormation has it.</param>
    public abstract XElement Write(string name, JsonNode? value);

    /// <summary>Reads a part as CloudFormation has it.</summary>
    /// <exception cref="Core.AwsException">The element is not of this form.</exception>
    public abstract JsonNode? Read(XElement element);
}
