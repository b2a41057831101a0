namespace Podcast.LocalAws.Core.Faults;

/// <summary>The faults that are switched on at present, for the code that they happen in.</summary>
internal interface IFaultInjector
{
    /// <summary>Applies the faults of one call of a service.</summary>
    /// <param name="service">A signing name such as <c>dynamodb</c>, or one of <see cref="FaultServices"/>.</param>
    /// <param name="operation">Such as <c>GetItem</c>.</param>
    /// <param name="cancellationToken">Ends a delay.</param>
    /// <exception cref="AwsException">The error that the service returns.</exception>
    ValueTask ApplyAsync(string service, string operation, CancellationToken cancellationToken);

    /// <summary>Applies only the latency that is switched on, where other faults are not AWS errors.</summary>
    ValueTask ApplyLatencyAsync(string service, string operation, CancellationToken cancellationToken);

    /// <summary>Whether a fault of one kind, where it is not an AWS error, happens now.</summary>
    bool Takes(string service, string operation, FaultKind kind);
}
