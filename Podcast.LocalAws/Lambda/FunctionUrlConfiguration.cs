using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Lambda;

/// <summary>The URL of a function. See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-url.html.</summary>
/// <param name="Id">The first part of its host name.</param>
/// <param name="DomainName">Its host name.</param>
/// <param name="Url">The URL, with the trailing slash.</param>
/// <param name="RequiresSignature">Whether AuthType is <c>AWS_IAM</c>.</param>
internal sealed record FunctionUrlConfiguration(string Id, string DomainName, string Url, bool RequiresSignature)
{
    public const string ResourceType = "AWS::Lambda::Url";

    public static FunctionUrlConfiguration Read(StackResource resource)
    {
        Refuse(resource, "Cors", resource.Properties["Cors"] is not null);
        Refuse(resource, "Qualifier", resource.Properties["Qualifier"] is not null);
        Refuse(resource, "InvokeMode", (string?)resource.Properties["InvokeMode"] is not (null or "BUFFERED"));

        var url = resource.GetAtt("FunctionUrl");
        var domainName = new Uri(url).Host;
        return new(domainName[..domainName.IndexOf('.', StringComparison.Ordinal)], domainName, url, (string?)resource.Properties["AuthType"] != "NONE");
    }

    private static void Refuse(StackResource resource, string property, bool isSet)
    {
        if (isSet)
        {
            throw new TemplateException($"{resource.LogicalId}.Properties.{property}: LocalAws does not implement this property of a function URL.");
        }
    }
}
