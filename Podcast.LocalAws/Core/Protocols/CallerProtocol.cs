using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Podcast.LocalAws.Core.Protocols.AwsJson;
using Podcast.LocalAws.Core.Protocols.AwsQuery;
using Podcast.LocalAws.Core.Protocols.RestJson;
using Podcast.LocalAws.Core.Protocols.RestXml;
using Podcast.LocalAws.Core.Protocols.RpcV2Cbor;

namespace Podcast.LocalAws.Core.Protocols;

/// <summary>Tells the protocol of a request that no service here handles, so that its caller understands the error.</summary>
internal static class CallerProtocol
{
    private const int MaxQueryBytes = 64 * 1024;

    // Of the services with a REST protocol, these have XML.
    private static readonly HashSet<string> XmlServices = new(StringComparer.Ordinal) { "s3", "s3express", "s3-outposts", "s3control", "cloudfront", "route53" };

    /// <param name="request">The request.</param>
    /// <param name="signingName">The service of its signature; empty without one.</param>
    public static AwsProtocol Of(HttpRequest request, string signingName)
    {
        if (RpcV2CborProtocol.IsUsedBy(request))
        {
            return RpcV2CborProtocol.Instance;
        }

        if (AwsJsonProtocol.IsUsedBy(request))
        {
            var version = request.ContentType?.EndsWith("1.1", StringComparison.Ordinal) == true ? "1.1" : "1.0";
            return new AwsJsonProtocol(version, errorNamespace: "");
        }

        return AwsQueryProtocol.IsUsedBy(request) ? AwsQueryProtocol.Instance
            : XmlServices.Contains(signingName) ? RestXmlProtocol.Instance
            : RestJsonProtocol.Instance;
    }

    /// <summary>Whether a request has another protocol than its service, of those that some services have side by side.</summary>
    public static bool Mismatches(HttpRequest request, AwsProtocol service) => service switch
    {
        RpcV2CborProtocol => !RpcV2CborProtocol.IsUsedBy(request),
        _ when RpcV2CborProtocol.IsUsedBy(request) => true,
        AwsJsonProtocol => !AwsJsonProtocol.IsUsedBy(request) && AwsQueryProtocol.HasForm(request),
        AwsQueryProtocol => AwsJsonProtocol.IsUsedBy(request),
        _ => false,
    };

    /// <summary>The operation's name as the request has it; the method and the path where only the service's API knows it.</summary>
    public static async Task<string> GetOperationAsync(HttpContext context, AwsProtocol protocol)
    {
        var request = context.Request;
        var name = protocol switch
        {
            AwsJsonProtocol => AwsTarget.Parse(request).Operation,
            RpcV2CborProtocol => RpcV2CborProtocol.OperationOf(request),
            AwsQueryProtocol when await PayloadReader.ReadAsync(context, MaxQueryBytes) is { } body =>
                QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body.Span)).TryGetValue("Action", out var action) ? action.ToString() : "",
            _ => "",
        };
        return name.Length > 0 ? name : $"{request.Method} {request.Path}";
    }
}
