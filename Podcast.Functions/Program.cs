using Podcast.Functions;
using Podcast.Functions.Hosting;

InheritedVariables.Remove();
return await FunctionHost.RunAsync(Environment.GetEnvironmentVariable("_HANDLER")).ConfigureAwait(false);
