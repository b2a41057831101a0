namespace Podcast.LocalAws.Core.Ports;

/// <summary>
/// Takes the log of the stack's functions, line by line: what their processes write, what Lambda itself records of each invocation, and the spans that they send to X-Ray. Every registered sink gets
/// every line. It returns at once and does not throw: the reader of a process's output waits for it.
/// </summary>
internal interface IFunctionLogSink
{
    void Write(FunctionLogLine line);
}
