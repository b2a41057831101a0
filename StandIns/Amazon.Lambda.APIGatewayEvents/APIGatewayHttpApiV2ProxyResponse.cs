#nullable disable

using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.APIGatewayEvents;

/// <summary>The response to a request of payload format 2.0.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html</remarks>
[DataContract]
public class APIGatewayHttpApiV2ProxyResponse
{
    /// <summary>Status code.</summary>
    [DataMember(Name = "statusCode")]
    [JsonPropertyName("statusCode")]
    public int StatusCode { get; set; }

    /// <summary>Headers.</summary>
    [DataMember(Name = "headers")]
    [JsonPropertyName("headers")]
    public IDictionary<string, string> Headers { get; set; }

    /// <summary>Cookies to set, each the whole value of a Set-Cookie header.</summary>
    [DataMember(Name = "cookies")]
    [JsonPropertyName("cookies")]
    public string[] Cookies { get; set; }

    /// <summary>Body.</summary>
    [DataMember(Name = "body")]
    [JsonPropertyName("body")]
    public string Body { get; set; }

    /// <summary>The body is binary and written as base64.</summary>
    [DataMember(Name = "isBase64Encoded")]
    [JsonPropertyName("isBase64Encoded")]
    public bool IsBase64Encoded { get; set; }

    /// <summary>Sets a header.</summary>
    /// <param name="headerName">Name.</param>
    /// <param name="value">Value.</param>
    /// <param name="append">Joins the value to those already set; else it replaces them.</param>
    public void SetHeaderValues(string headerName, string value, bool append) => SetHeaderValues(headerName, [value], append);

    /// <summary>Sets a header to several values, joined with commas.</summary>
    /// <param name="headerName">Name.</param>
    /// <param name="values">Values.</param>
    /// <param name="append">Joins the values to those already set; else they replace them.</param>
    public void SetHeaderValues(string headerName, IEnumerable<string> values, bool append)
    {
        Headers ??= new Dictionary<string, string>();
        var joined = string.Join(',', values);
        Headers[headerName] = append && Headers.TryGetValue(headerName, out var present) ? $"{present},{joined}" : joined;
    }
}
