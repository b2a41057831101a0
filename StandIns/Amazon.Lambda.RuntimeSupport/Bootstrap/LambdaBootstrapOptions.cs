#nullable disable

namespace Amazon.Lambda.RuntimeSupport.Bootstrap;

/// <summary>Options of <see cref="LambdaBootstrap"/>.</summary>
public class LambdaBootstrapOptions
{
    /// <summary>Host, port and optional path of the Runtime API, without a scheme. Null or empty: AWS_LAMBDA_RUNTIME_API.</summary>
    public string RuntimeApiEndpoint { get; set; }
}
