using System.Collections;
using Amazon.Lambda.RuntimeSupport;

namespace Podcast.Tests.Unit.StandIns.LambdaRuntimeSupport.Internal;

/// <summary>Environment variables of one test.</summary>
internal sealed class FakeEnvironment : Dictionary<string, string?>, IEnvironmentVariables
{
    public string? GetEnvironmentVariable(string variable) => this.GetValueOrDefault(variable);

    public IDictionary GetEnvironmentVariables() => this;

    public void SetEnvironmentVariable(string variable, string? value) => this[variable] = value;
}
