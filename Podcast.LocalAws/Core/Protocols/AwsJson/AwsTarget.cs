namespace Podcast.LocalAws.Core.Protocols.AwsJson;

/// <summary>The operation that a request of the JSON protocols names in its X-Amz-Target header.</summary>
/// <param name="Service">The service's shape with its version, such as <c>DynamoDB_20120810</c>.</param>
/// <param name="Operation">Such as <c>GetItem</c>; empty when the header is missing.</param>
internal readonly record struct AwsTarget(string Service, string Operation)
{
    public const string Header = "X-Amz-Target";

    public static AwsTarget Parse(HttpRequest request)
    {
        var target = request.Headers[Header].ToString();
        var dot = target.LastIndexOf('.');
        return new(dot < 0 ? "" : target[..dot], target[(dot + 1)..]);
    }

    public override string ToString() => $"{Service}.{Operation}";
}
