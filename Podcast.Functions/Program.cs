using Podcast.Functions.Hosting;

return await FunctionHost.RunAsync(Environment.GetEnvironmentVariable("_HANDLER")).ConfigureAwait(false);
