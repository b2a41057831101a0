namespace Podcast.LocalAws.CloudFront.Functions.Program;

/// <summary>One <c>import name from 'module'</c>.</summary>
internal readonly record struct ModuleImport(string LocalName, string Module);
