using Podcast.Functions;

return await FunctionHost.RunAsync(Environment.GetEnvironmentVariable("_HANDLER")).ConfigureAwait(false);
