#nullable disable

namespace Amazon.Lambda.APIGatewayEvents;

/// <summary>A request to an HTTP API or to a function URL, payload format 2.0.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html</remarks>
public class APIGatewayHttpApiV2ProxyRequest
{
    /// <summary>Payload format, <c>2.0</c>.</summary>
    public string Version { get; set; }

    /// <summary>Route; <c>$default</c> for a function URL.</summary>
    public string RouteKey { get; set; }

    /// <summary>Path of the request, decoded.</summary>
    public string RawPath { get; set; }

    /// <summary>Query without the question mark; empty when there is none.</summary>
    public string RawQueryString { get; set; }

    /// <summary>The cookies, one <c>name=value</c> each; they are not among the headers.</summary>
    public string[] Cookies { get; set; }

    /// <summary>Headers with lower-case names; values of the same name are joined with commas.</summary>
    public IDictionary<string, string> Headers { get; set; }

    /// <summary>Query parameters; values of the same name are joined with commas. Null when there are none.</summary>
    public IDictionary<string, string> QueryStringParameters { get; set; }

    /// <summary>What is known about the request beside itself.</summary>
    public ProxyRequestContext RequestContext { get; set; }

    /// <summary>Body; null when there is none.</summary>
    public string Body { get; set; }

    /// <summary>Path parameters of the route; null for a function URL.</summary>
    public IDictionary<string, string> PathParameters { get; set; }

    /// <summary>The body is binary and written as base64.</summary>
    public bool IsBase64Encoded { get; set; }

    /// <summary>Stage variables; null for a function URL.</summary>
    public IDictionary<string, string> StageVariables { get; set; }

    /// <summary>What is known about a request beside itself.</summary>
    public class ProxyRequestContext
    {
        /// <summary>Account of the API's owner; for a function URL the caller's account, or <c>anonymous</c>.</summary>
        public string AccountId { get; set; }

        /// <summary>Id of the API or of the function URL.</summary>
        public string ApiId { get; set; }

        /// <summary>What the authorizer found; null without one.</summary>
        public AuthorizerDescription Authorizer { get; set; }

        /// <summary>Host name of the request.</summary>
        public string DomainName { get; set; }

        /// <summary>First label of the host name.</summary>
        public string DomainPrefix { get; set; }

        /// <summary>The request line and the peer.</summary>
        public HttpDescription Http { get; set; }

        /// <summary>Id of the request.</summary>
        public string RequestId { get; set; }

        /// <summary>Id of the route.</summary>
        public string RouteId { get; set; }

        /// <summary>Route; <c>$default</c> for a function URL.</summary>
        public string RouteKey { get; set; }

        /// <summary>Stage; <c>$default</c> for a function URL.</summary>
        public string Stage { get; set; }

        /// <summary>When the request came, as <c>07/Sep/2021:22:50:22 +0000</c>.</summary>
        public string Time { get; set; }

        /// <summary>When the request came, epoch milliseconds.</summary>
        public long TimeEpoch { get; set; }

        /// <summary>Client certificate; null without mutual TLS.</summary>
        public ProxyRequestAuthentication Authentication { get; set; }
    }

    /// <summary>How the client authenticated on the connection.</summary>
    public class ProxyRequestAuthentication
    {
        /// <summary>The client's certificate.</summary>
        public ProxyRequestClientCert ClientCert { get; set; }
    }

    /// <summary>A client certificate.</summary>
    public class ProxyRequestClientCert
    {
        /// <summary>The certificate as PEM.</summary>
        public string ClientCertPem { get; set; }

        /// <summary>Distinguished name of its subject.</summary>
        public string SubjectDN { get; set; }

        /// <summary>Distinguished name of its issuer.</summary>
        public string IssuerDN { get; set; }

        /// <summary>Serial number.</summary>
        public string SerialNumber { get; set; }

        /// <summary>Period in which it is valid.</summary>
        public ClientCertValidity Validity { get; set; }
    }

    /// <summary>Period in which a certificate is valid.</summary>
    public class ClientCertValidity
    {
        /// <summary>Its start.</summary>
        public string NotBefore { get; set; }

        /// <summary>Its end.</summary>
        public string NotAfter { get; set; }
    }

    /// <summary>The request line and the peer.</summary>
    public class HttpDescription
    {
        /// <summary>Method.</summary>
        public string Method { get; set; }

        /// <summary>Path.</summary>
        public string Path { get; set; }

        /// <summary>Protocol, as <c>HTTP/1.1</c>.</summary>
        public string Protocol { get; set; }

        /// <summary>Address of the peer.</summary>
        public string SourceIp { get; set; }

        /// <summary>The User-Agent header.</summary>
        public string UserAgent { get; set; }
    }

    /// <summary>What the authorizer found; one member is set.</summary>
    public class AuthorizerDescription
    {
        /// <summary>Of a JWT authorizer.</summary>
        public JwtDescription Jwt { get; set; }

        /// <summary>Of a Lambda authorizer.</summary>
        public IDictionary<string, object> Lambda { get; set; }

        /// <summary>Of IAM, the only one a function URL can have.</summary>
        public IAMDescription IAM { get; set; }

        /// <summary>The IAM principal that signed the request.</summary>
        public class IAMDescription
        {
            /// <summary>Access key id.</summary>
            public string AccessKey { get; set; }

            /// <summary>Account of the caller.</summary>
            public string AccountId { get; set; }

            /// <summary>Id of the caller.</summary>
            public string CallerId { get; set; }

            /// <summary>Cognito identity of the caller; null without one.</summary>
            public CognitoIdentityDescription CognitoIdentity { get; set; }

            /// <summary>Organization of the caller; null without one.</summary>
            public string PrincipalOrgId { get; set; }

            /// <summary>ARN of the caller.</summary>
            public string UserARN { get; set; }

            /// <summary>Unique id of the caller.</summary>
            public string UserId { get; set; }
        }

        /// <summary>A Cognito identity.</summary>
        public class CognitoIdentityDescription
        {
            /// <summary>Authentication methods.</summary>
            public IList<string> AMR { get; set; }

            /// <summary>Identity.</summary>
            public string IdentityId { get; set; }

            /// <summary>Pool of the identity.</summary>
            public string IdentityPoolId { get; set; }
        }

        /// <summary>A verified JSON Web Token.</summary>
        public class JwtDescription
        {
            /// <summary>Its claims.</summary>
            public IDictionary<string, string> Claims { get; set; }

            /// <summary>The scopes of the route.</summary>
            public string[] Scopes { get; set; }
        }
    }
}
