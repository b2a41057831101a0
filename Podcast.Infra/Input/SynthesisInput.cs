namespace Podcast.Infra.Input;

/// <summary>What the stack is made from besides its own code.</summary>
/// <param name="FunctionsFolder">The published functions, deployed as they are; every function runs the same package.</param>
/// <param name="EdgeCode">The JavaScript of the viewer-request function.</param>
internal sealed record SynthesisInput(string FunctionsFolder, string EdgeCode);
