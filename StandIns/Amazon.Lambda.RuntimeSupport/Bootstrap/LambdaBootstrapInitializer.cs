#nullable disable

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Runs once, before the first invocation is asked for.</summary>
/// <returns>False ends the bootstrap without an error.</returns>
public delegate Task<bool> LambdaBootstrapInitializer();
