namespace Podcast.LocalAws.Auth;

internal static class AuthServiceCollectionExtensions
{
    public static IServiceCollection AddAwsAuthentication(this IServiceCollection services) =>
        services.AddSingleton<CredentialRegistry>().AddSingleton<RequestAuthenticator>();
}
