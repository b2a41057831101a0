#nullable disable

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Runs once, before the first poll for an invocation.</summary>
/// <returns>False ends the bootstrap without an error.</returns>
public delegate Task<bool> LambdaBootstrapInitializer();
