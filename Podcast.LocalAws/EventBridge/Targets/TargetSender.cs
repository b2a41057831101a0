using System.Text;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.EventBridge.Targets;

/// <inheritdoc cref="ITargetSender"/>
internal sealed class TargetSender(
    IFunctionInvoker functions, IQueueSender queues, IAuthorizer authorizer, LocalAwsOptions options) : ITargetSender
{
    public void Send(EventRule rule, string targetArn, string message, IReadOnlyDictionary<string, string> attributes, string eventId)
    {
        // Without a role EventBridge delivers as itself, on behalf of the rule.
        var sender = new AwsCaller("events.amazonaws.com", options.AccountId, "", rule.Arn);
        if (targetArn.Contains(":sqs:", StringComparison.Ordinal))
        {
            if (!queues.Exists(targetArn))
            {
                throw new AwsException("QueueDoesNotExist", "The specified queue does not exist.", StatusCodes.Status400BadRequest);
            }

            authorizer.Authorize(sender, "sqs:SendMessage", targetArn);
            queues.Send(targetArn, message, attributes, sender.PrincipalArn);
            return;
        }

        var function = functions.Find(targetArn)
            ?? throw new AwsException("ResourceNotFoundException", $"Function not found: {targetArn}", StatusCodes.Status404NotFound);
        authorizer.Authorize(sender, "lambda:InvokeFunction", function.Arn);
        functions.Enqueue(function, Encoding.UTF8.GetBytes(message));
    }
}
