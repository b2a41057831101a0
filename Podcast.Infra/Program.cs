using Podcast.Infra;

return Synthesis.Run(args);
