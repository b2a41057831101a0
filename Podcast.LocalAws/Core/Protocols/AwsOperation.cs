namespace Podcast.LocalAws.Core.Protocols;

/// <summary>One operation of a service.</summary>
/// <param name="Name">As the API reference has it, such as <c>GetItem</c>.</param>
/// <param name="Permissions">What the caller needs for a request.</param>
/// <param name="HandleAsync">Executes a request whose caller has the permissions.</param>
internal sealed record AwsOperation<TRequest, TResponse>(
    string Name, Func<TRequest, IEnumerable<RequiredPermission>> Permissions, Func<TRequest, Task<TResponse>> HandleAsync)
    where TRequest : IAwsRequest;
