using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Iam;

internal static class IamServiceCollectionExtensions
{
    /// <summary>Adds the evaluation of the stack's policies. Registered before the services, because they use it when the stack is applied.</summary>
    public static IServiceCollection AddIam(this IServiceCollection services) => services
        .AddSingleton<Authorizer>()
        .AddSingleton<IAuthorizer>(provider => provider.GetRequiredService<Authorizer>())
        .AddSingleton<IStackConsumer>(provider => provider.GetRequiredService<Authorizer>())
        .AddSingleton<IRoleAssumer, RoleAssumer>()
        .AddSingleton<IAwsService, IamService>();
}
