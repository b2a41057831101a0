namespace Podcast.AppHost.LocalAws;

/// <summary>Marks the process of a function of the stack.</summary>
internal sealed class LambdaFunctionAnnotation(LambdaFunctionClient client) : IResourceAnnotation
{
    public LambdaFunctionClient Client => client;
}
