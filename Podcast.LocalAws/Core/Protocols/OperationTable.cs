using System.Collections;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.Core.Protocols;

/// <summary>
/// The operations of one service: name, permission, handler. Every request to a service is dispatched by its table, so that no operation runs
/// without authorization and every other name is refused in the same way.
/// </summary>
/// <param name="service">The service's name in messages.</param>
/// <param name="authorizer">Checks the permissions of each request.</param>
internal sealed class OperationTable<TRequest, TResponse>(string service, IAuthorizer authorizer) : IEnumerable<AwsOperation<TRequest, TResponse>>
    where TRequest : IAwsRequest
{
    private readonly Dictionary<string, AwsOperation<TRequest, TResponse>> _operations = new(StringComparer.Ordinal);

    /// <summary>Adds an operation that needs one action on one resource.</summary>
    public void Add(string name, string action, Func<TRequest, string> resourceArn, Func<TRequest, TResponse> handle) =>
        Add(name, action, resourceArn, request => Task.FromResult(handle(request)));

    /// <inheritdoc cref="Add(string, string, Func{TRequest, string}, Func{TRequest, TResponse})"/>
    public void Add(string name, string action, Func<TRequest, string> resourceArn, Func<TRequest, Task<TResponse>> handleAsync) =>
        Add(name, request => [new(action, resourceArn(request))], handleAsync);

    /// <summary>Adds an operation whose permissions depend on the request.</summary>
    public void Add(string name, Func<TRequest, IEnumerable<RequiredPermission>> permissions, Func<TRequest, Task<TResponse>> handleAsync) =>
        _operations.Add(name, new(name, permissions, handleAsync));

    /// <exception cref="AwsException">The service has no such operation here: NotImplemented.</exception>
    public AwsOperation<TRequest, TResponse> Get(string name) =>
        _operations.GetValueOrDefault(name) ?? throw AwsException.NotImplemented(service, name);

    /// <summary>Authorizes the caller and executes the operation.</summary>
    /// <exception cref="AwsException">The caller lacks a permission, or the operation fails.</exception>
    public Task<TResponse> ExecuteAsync(AwsOperation<TRequest, TResponse> operation, TRequest request)
    {
        foreach (var permission in operation.Permissions(request))
        {
            authorizer.Authorize(request.Caller, permission.Action, permission.ResourceArn, permission.ConditionKeys);
        }

        return operation.HandleAsync(request);
    }

    public IEnumerator<AwsOperation<TRequest, TResponse>> GetEnumerator() => _operations.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
