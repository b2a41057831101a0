using System.Diagnostics;
using System.Text;
using Podcast.LocalAws.Api;
using Podcast.LocalAws.Lambda;
using Podcast.LocalAws.Sqs;

namespace Podcast.LocalAws.EventBridge.Targets;

/// <inheritdoc cref="ITargetSender"/>
internal sealed class TargetSender(FunctionRegistry functions, AsyncInvoker invoker, QueueRegistry queues) : ITargetSender
{
    public void Send(EventRule rule, string targetArn, string message, IReadOnlyDictionary<string, string> attributes, string eventId)
    {
        if (targetArn.Contains(":sqs:", StringComparison.Ordinal))
        {
            if (!queues.Exists(targetArn))
            {
                throw new AwsException("QueueDoesNotExist", "The specified queue does not exist.", StatusCodes.Status400BadRequest);
            }

            queues.Send(targetArn, Encoding.UTF8.GetBytes(message));
            return;
        }

        var function = functions.FindByName(targetArn)
            ?? throw new AwsException("ResourceNotFoundException", $"Function not found: {targetArn}", StatusCodes.Status404NotFound);
        invoker.Add(function, Encoding.UTF8.GetBytes(message), Guid.NewGuid().ToString(), Activity.Current?.Context ?? default);
    }
}
