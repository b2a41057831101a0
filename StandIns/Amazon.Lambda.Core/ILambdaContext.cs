#nullable disable

namespace Amazon.Lambda.Core;

/// <summary>What a handler is told about its invocation and its function.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/csharp-context.html</remarks>
public interface ILambdaContext
{
    /// <summary>The invocation's request id. A retry of the same event keeps it.</summary>
    string AwsRequestId { get; }

    /// <summary>What the invoker passed; empty members when it passed nothing.</summary>
    IClientContext ClientContext { get; }

    /// <summary>Name of the function.</summary>
    string FunctionName { get; }

    /// <summary>Version of the function: a number, or <c>$LATEST</c>.</summary>
    string FunctionVersion { get; }

    /// <summary>Cognito identity of the invoker; empty members when there is none.</summary>
    ICognitoIdentity Identity { get; }

    /// <summary>The ARN the function was invoked by; it names the alias or version when one was used.</summary>
    string InvokedFunctionArn { get; }

    /// <summary>The function's log.</summary>
    ILambdaLogger Logger { get; }

    /// <summary>CloudWatch log group.</summary>
    string LogGroupName { get; }

    /// <summary>CloudWatch log stream of this execution environment.</summary>
    string LogStreamName { get; }

    /// <summary>Memory of the function, in MB.</summary>
    int MemoryLimitInMB { get; }

    /// <summary>Time left until Lambda stops the invocation; negative once it is over.</summary>
    TimeSpan RemainingTime { get; }

    /// <summary>Tenant of the invocation, for functions with tenant isolation.</summary>
    string TenantId => string.Empty;

    /// <summary>The invocation's X-Ray trace header, <c>Root=…;Parent=…;Sampled=…</c>.</summary>
    string TraceId => string.Empty;

    /// <summary>The serializer the function was registered with; null for a handler of streams.</summary>
    ILambdaSerializer Serializer => null;
}
