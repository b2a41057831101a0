namespace Podcast.Tests.EndToEnd.Debugging;

/// <summary>A program that DCP told the IDE to run.</summary>
/// <param name="Type">The type of the launch configuration, such as <c>project</c>.</param>
/// <param name="ProjectPath">The project's file.</param>
/// <param name="Mode"><c>Debug</c> or <c>NoDebug</c>.</param>
/// <param name="Environment">The variables that the program is to have.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record RunSession(
    string Type, string ProjectPath, string Mode, IReadOnlyDictionary<string, string> Environment, IReadOnlyList<string> Arguments);
