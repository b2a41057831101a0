using Amazon.CDK.AWS.Events;
using Constructs;
using Podcast.Infra.Core;

namespace Podcast.Infra.Data;

/// <summary>
/// The event bus on which the stack says what has happened: docs/events.md. It is not the default one, so that what is allowed on it, and what its rules
/// see, is of this stack alone.
/// </summary>
internal sealed class PublisherEvents : Construct
{
    /// <summary>The source of every event.</summary>
    public const string Source = "podcast";

    /// <summary>The source of what the importer tells itself.</summary>
    public const string ImportSource = "podcast.imports";

    public PublisherEvents(Construct scope, string id) : base(scope, id) =>
        Bus = new CfnEventBus(this, "Bus", new CfnEventBusProps { Name = GlobalName.Of("events") });

    public CfnEventBus Bus { get; }
}
