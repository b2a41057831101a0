namespace Podcast.LocalAws.Core.Ports;

/// <summary>State of a service that the stack's functions derive from its tables.</summary>
internal interface IDerivedState
{
    /// <summary>
    /// Empties it: the tables were lost with the process that had them in memory, and made again without items. Called before anybody can write to them.
    /// </summary>
    /// <exception cref="AwsException">It could not be emptied; it is as before.</exception>
    void Reset();
}
