using System.Collections;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.Core.Protocols.RestJson;

/// <summary>The operations of a service of a REST protocol: route, name, permission, handler. See <see cref="OperationTable{TRequest,TResponse}"/>.</summary>
/// <param name="service">The service's name in messages.</param>
/// <param name="authorizer">Checks the permissions of each request.</param>
internal sealed class RestOperationTable(string service, IAuthorizer authorizer) : IEnumerable<AwsOperation<RestJsonRequest, RestJsonResponse>>
{
    private static readonly Dictionary<string, string> NoLabels = [];

    private readonly OperationTable<RestJsonRequest, RestJsonResponse> _operations = new(service, authorizer);
    private readonly List<(RestRoute Route, string Operation)> _routes = [];

    /// <summary>Adds an operation that needs one action on one resource.</summary>
    public void Add(string route, string name, string action, Func<RestJsonRequest, string> resourceArn, Func<RestJsonRequest, RestJsonResponse> handle)
    {
        _routes.Add((new(route), name));
        _operations.Add(name, action, resourceArn, handle);
    }

    /// <inheritdoc cref="Add(string, string, string, Func{RestJsonRequest, string}, Func{RestJsonRequest, RestJsonResponse})"/>
    public void Add(string route, string name, string action, Func<RestJsonRequest, string> resourceArn, Func<RestJsonRequest, Task<RestJsonResponse>> handleAsync)
    {
        _routes.Add((new(route), name));
        _operations.Add(name, action, resourceArn, handleAsync);
    }

    /// <summary>Adds an operation whose permissions depend on the request.</summary>
    public void Add(
        string route, string name, Func<RestJsonRequest, IEnumerable<RequiredPermission>> permissions, Func<RestJsonRequest, RestJsonResponse> handle)
    {
        _routes.Add((new(route), name));
        _operations.Add(name, permissions, request => Task.FromResult(handle(request)));
    }

    /// <summary>The operation that a request means.</summary>
    public RestMatch Match(HttpContext context)
    {
        var path = RequestTarget.Of(context).Path;
        var segments = RestRoute.Split(path);
        foreach (var (route, operation) in _routes)
        {
            if (route.Match(context.Request.Method, segments) is { } labels)
            {
                return new(operation, labels, route.FindUnknown(context.Request.Query));
            }
        }

        return new($"{context.Request.Method} {path}", NoLabels);
    }

    /// <inheritdoc cref="OperationTable{TRequest,TResponse}.Get"/>
    public AwsOperation<RestJsonRequest, RestJsonResponse> Get(string name) => _operations.Get(name);

    /// <inheritdoc cref="OperationTable{TRequest,TResponse}.ExecuteAsync"/>
    public Task<RestJsonResponse> ExecuteAsync(AwsOperation<RestJsonRequest, RestJsonResponse> operation, RestJsonRequest request) =>
        _operations.ExecuteAsync(operation, request);

    public IEnumerator<AwsOperation<RestJsonRequest, RestJsonResponse>> GetEnumerator() => _operations.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
