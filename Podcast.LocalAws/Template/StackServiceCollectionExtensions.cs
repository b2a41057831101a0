namespace Podcast.LocalAws.Template;

internal static class StackServiceCollectionExtensions
{
    /// <summary>Adds what is deployed. Whoever asks for a <see cref="Stack"/> gets the one of that moment.</summary>
    public static IServiceCollection AddStack(this IServiceCollection services, Stack initial) => services
        .AddSingleton(provider => new StackHost(initial, provider.GetServices<IStackConsumer>))
        .AddTransient(provider => provider.GetRequiredService<StackHost>().Current);

    /// <summary>Adds a service that applies each deployed stack, besides what else it is registered as.</summary>
    public static IServiceCollection AddStackConsumer<TConsumer>(this IServiceCollection services)
        where TConsumer : class, IStackConsumer => services
        .AddSingleton<IStackConsumer>(provider => provider.GetRequiredService<TConsumer>());
}
