using System.Diagnostics;
using System.Text;
using Podcast.LocalAws.Api;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Iam;
using Podcast.LocalAws.Lambda;
using Podcast.LocalAws.Sqs;

namespace Podcast.LocalAws.EventBridge.Targets;

/// <inheritdoc cref="ITargetSender"/>
internal sealed class TargetSender(
    FunctionRegistry functions, AsyncInvoker invoker, QueueRegistry queues, IAuthorizer authorizer, LocalAwsOptions options) : ITargetSender
{
    public void Send(EventRule rule, string targetArn, string message, IReadOnlyDictionary<string, string> attributes, string eventId)
    {
        // Without a role EventBridge delivers as itself, on behalf of the rule.
        var sender = new AwsCaller("events.amazonaws.com", options.AccountId, "", rule.Arn);
        if (targetArn.Contains(":sqs:", StringComparison.Ordinal))
        {
            var queue = queues.All.FirstOrDefault(candidate => candidate.Arn == targetArn)
                ?? throw new AwsException("QueueDoesNotExist", "The specified queue does not exist.", StatusCodes.Status400BadRequest);
            authorizer.Authorize(sender, "sqs:SendMessage", targetArn);
            var texts = new SortedDictionary<string, MessageAttribute>(
                attributes.ToDictionary(attribute => attribute.Key, attribute => new MessageAttribute("String", attribute.Value)), StringComparer.Ordinal);
            queue.Send(message, texts, sender.PrincipalArn, traceHeader: null, delay: null);
            return;
        }

        var function = functions.FindByName(targetArn)
            ?? throw new AwsException("ResourceNotFoundException", $"Function not found: {targetArn}", StatusCodes.Status404NotFound);
        authorizer.Authorize(sender, "lambda:InvokeFunction", function.Configuration.Arn);
        invoker.Add(function, Encoding.UTF8.GetBytes(message), Guid.NewGuid().ToString(), Activity.Current?.Context ?? default);
    }
}
