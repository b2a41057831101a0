namespace Amazon.Lambda.Core;

/// <summary>Severity of a log message, least severe first.</summary>
public enum LogLevel
{
    /// <summary>Every step, for finding a fault.</summary>
    Trace = 0,

    /// <summary>What a developer reads while developing.</summary>
    Debug = 1,

    /// <summary>The ordinary course of the function. The default minimum.</summary>
    Information = 2,

    /// <summary>Unexpected, and dealt with.</summary>
    Warning = 3,

    /// <summary>The current operation failed.</summary>
    Error = 4,

    /// <summary>The function cannot go on.</summary>
    Critical = 5,
}
