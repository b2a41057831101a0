using Podcast.LocalAws.Api;
using Podcast.LocalAws.Template;
using Podcast.LocalAws.Template.Checks;

namespace Podcast.LocalAws.Iam;

internal static class IamServiceCollectionExtensions
{
    /// <summary>Adds the evaluation of the stack's policies, and the check of its template. Registered before the services, since these ask it when the stack is applied.</summary>
    public static IServiceCollection AddIam(this IServiceCollection services) => services
        .AddSingleton<Authorizer>()
        .AddSingleton<IAuthorizer>(provider => provider.GetRequiredService<Authorizer>())
        .AddSingleton<IStackConsumer>(provider => provider.GetRequiredService<Authorizer>())
        .AddSingleton<IRoleAssumer, RoleAssumer>()
        .AddSingleton<TemplateCheck>()
        .AddStackConsumer<TemplateCheck>()
        .AddSingleton<IReadiness>(provider => provider.GetRequiredService<TemplateCheck>());
}
