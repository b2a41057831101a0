using System.Collections;

namespace Amazon.Lambda.RuntimeSupport;

internal sealed class SystemEnvironmentVariables : IEnvironmentVariables
{
    public string? GetEnvironmentVariable(string variable) => Environment.GetEnvironmentVariable(variable);

    public IDictionary GetEnvironmentVariables() => Environment.GetEnvironmentVariables();

    public void SetEnvironmentVariable(string variable, string? value) => Environment.SetEnvironmentVariable(variable, value);
}
