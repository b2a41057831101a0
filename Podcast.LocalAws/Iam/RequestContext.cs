using System.Globalization;
using System.Net;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Iam.Conditions;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Iam;

/// <summary>Fills in the condition keys that every request has.</summary>
internal static class RequestContext
{
    public static ConditionContext Create(
        AwsCaller caller, string resourceArn, Stack stack, RolePolicies? role, DateTimeOffset now, IReadOnlyDictionary<string, string>? serviceKeys)
    {
        var isService = Principals.IsService(caller.PrincipalArn);
        var context = new ConditionContext()
            // On loopback nothing is encrypted. In AWS every endpoint of this system is HTTPS, and a policy that insists on it is about that.
            .Set("aws:SecureTransport", "true")
            .Set("aws:SourceIp", IPAddress.Loopback.ToString())
            .Set("aws:CurrentTime", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
            .Set("aws:EpochTime", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))
            .Set("aws:RequestedRegion", stack.Region)
            .Set("aws:PrincipalIsAWSService", isService ? "true" : "false")
            .Set("aws:ViaAWSService", "false");
        AddResource(context, resourceArn, stack);
        if (isService)
        {
            context.Set("aws:PrincipalServiceName", caller.PrincipalArn);
        }
        else if (Principals.IsArn(caller.PrincipalArn))
        {
            AddPrincipal(context, caller, role);
        }

        if (caller.SourceArn is { } source)
        {
            context.Set(ConditionKeys.SourceArn, source).Set(ConditionKeys.SourceAccount, AccountOf(source, stack));
        }

        foreach (var (key, value) in serviceKeys ?? new Dictionary<string, string>())
        {
            context.Set(key, value);
        }

        return context;
    }

    private static void AddResource(ConditionContext context, string resourceArn, Stack stack)
    {
        if (resourceArn != "*")
        {
            context.Set("aws:ResourceAccount", AccountOf(resourceArn, stack));
        }
    }

    private static void AddPrincipal(ConditionContext context, AwsCaller caller, RolePolicies? role)
    {
        context.Set("aws:PrincipalAccount", caller.AccountId);
        if (Principals.RoleOfSession(caller.PrincipalArn) is null)
        {
            var name = Principals.NameOfRole(caller.PrincipalArn);
            context.Set("aws:PrincipalArn", caller.PrincipalArn).Set("aws:PrincipalType", "User").Set("aws:username", name).Set("aws:userid", name);
            return;
        }

        context.Set("aws:PrincipalType", "AssumedRole");
        if (role is not null)
        {
            // The role's ARN, not the session's.
            context.Set("aws:PrincipalArn", role.Arn).Set("aws:userid", $"{role.Id}:{Principals.NameOfRole(caller.PrincipalArn)}");
        }
    }

    // A bucket's ARN has no account.
    private static string AccountOf(string arn, Stack stack) => arn.Split(':') is { Length: >= 6 } parts && parts[4].Length > 0 ? parts[4] : stack.AccountId;
}
