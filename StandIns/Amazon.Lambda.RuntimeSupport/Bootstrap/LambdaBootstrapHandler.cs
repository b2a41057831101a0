#nullable disable

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Handles one invocation.</summary>
/// <param name="invocation">Payload and context.</param>
/// <returns>Payload of the response.</returns>
public delegate Task<InvocationResponse> LambdaBootstrapHandler(InvocationRequest invocation);
