#nullable disable

using System.Collections;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The process environment, replaceable.</summary>
public interface IEnvironmentVariables
{
    /// <summary>Sets a variable; null removes it.</summary>
    void SetEnvironmentVariable(string variable, string value);

    /// <summary>Value of a variable; null when it is not set.</summary>
    string GetEnvironmentVariable(string variable);

    /// <summary>All variables.</summary>
    IDictionary GetEnvironmentVariables();
}
