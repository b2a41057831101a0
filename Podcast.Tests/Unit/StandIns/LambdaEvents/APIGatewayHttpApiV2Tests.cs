using System.Text;
using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace Podcast.Tests.Unit.StandIns.LambdaEvents;

public sealed partial class APIGatewayHttpApiV2Tests
{
    private const string Json = """
        {"version":"2.0","routeKey":"$default","rawPath":"/shows/my show","rawQueryString":"a=1&a=2","cookies":["c=1"],
         "headers":{"host":"id.lambda-url.us-east-1.on.aws","x-a":"1,2"},"queryStringParameters":{"a":"1,2"},
         "requestContext":{"accountId":"123456789012","apiId":"id","authentication":null,
           "authorizer":{"iam":{"accessKey":"AKIDEXAMPLE","accountId":"123456789012","callerId":"AIDAEXAMPLE","cognitoIdentity":null,
                                "principalOrgId":null,"userArn":"arn:aws:iam::123456789012:user/publisher","userId":"AIDAEXAMPLE"}},
           "domainName":"id.lambda-url.us-east-1.on.aws","domainPrefix":"id",
           "http":{"method":"POST","path":"/shows/my show","protocol":"HTTP/1.1","sourceIp":"192.0.2.1","userAgent":"curl/8"},
           "requestId":"r1","routeKey":"$default","stage":"$default","time":"01/Jan/2026:00:00:00 +0000","timeEpoch":1767225600000},
         "body":"eyJhIjoxfQ==","isBase64Encoded":true}
        """;

    private readonly SourceGeneratorLambdaJsonSerializer<FunctionUrlSampleContext> _serializer = new();

    [Fact]
    public void Deserialize_FunctionUrlRequest_ReadsEveryMember()
    {
        var request = _serializer.Deserialize<APIGatewayHttpApiV2ProxyRequest>(new MemoryStream(Encoding.UTF8.GetBytes(Json)));

        Assert.Equal("2.0", request.Version);
        Assert.Equal("/shows/my show", request.RawPath);
        Assert.Equal("a=1&a=2", request.RawQueryString);
        Assert.Equal(["c=1"], request.Cookies);
        Assert.Equal("1,2", request.Headers["x-a"]);
        Assert.Equal("1,2", request.QueryStringParameters["a"]);
        Assert.Equal("POST", request.RequestContext.Http.Method);
        Assert.Equal("192.0.2.1", request.RequestContext.Http.SourceIp);
        Assert.Equal("arn:aws:iam::123456789012:user/publisher", request.RequestContext.Authorizer.IAM.UserARN);
        Assert.Equal(1767225600000, request.RequestContext.TimeEpoch);
        Assert.True(request.IsBase64Encoded);
    }

    [Fact]
    public void Serialize_Response_HasLambdasNames()
    {
        var response = new APIGatewayHttpApiV2ProxyResponse { StatusCode = 201, Body = "{}", Cookies = ["a=1; Secure"] };
        response.SetHeaderValues("x-a", "1", append: false);
        response.SetHeaderValues("x-a", ["2", "3"], append: true);
        response.SetHeaderValues("x-b", "1", append: true);
        response.SetHeaderValues("x-b", "2", append: false);
        using var stream = new MemoryStream();

        _serializer.Serialize(response, stream);

        Assert.Equal(
            """{"statusCode":201,"headers":{"x-a":"1,2,3","x-b":"2"},"cookies":["a=1; Secure"],"body":"{}","isBase64Encoded":false}""",
            Encoding.UTF8.GetString(stream.ToArray()));
    }

    [JsonSerializable(typeof(APIGatewayHttpApiV2ProxyRequest))]
    [JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
    internal sealed partial class FunctionUrlSampleContext : JsonSerializerContext;
}
