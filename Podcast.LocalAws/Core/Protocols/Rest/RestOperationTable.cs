using System.Collections;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.Core.Protocols.Rest;

/// <summary>The operations of a service of a REST protocol: route, name, permission, handler. See <see cref="OperationTable{TRequest,TResponse}"/>.</summary>
/// <param name="service">The service's name in messages.</param>
/// <param name="authorizer">Checks the permissions of each request.</param>
internal class RestOperationTable<TRequest, TResponse>(string service, IAuthorizer authorizer) : IEnumerable<AwsOperation<TRequest, TResponse>>
    where TRequest : IAwsRequest
{
    private static readonly Dictionary<string, string> NoLabels = [];

    private readonly OperationTable<TRequest, TResponse> _operations = new(service, authorizer);
    private readonly List<(RestRoute Route, string Operation)> _routes = [];

    /// <summary>Adds an operation that needs one action on one resource.</summary>
    public void Add(string route, string name, string action, Func<TRequest, string> resourceArn, Func<TRequest, TResponse> handle)
    {
        AddRoute(route, name);
        _operations.Add(name, action, resourceArn, handle);
    }

    /// <inheritdoc cref="Add(string, string, string, Func{TRequest, string}, Func{TRequest, TResponse})"/>
    public void Add(string route, string name, string action, Func<TRequest, string> resourceArn, Func<TRequest, Task<TResponse>> handleAsync)
    {
        AddRoute(route, name);
        _operations.Add(name, action, resourceArn, handleAsync);
    }

    /// <summary>Adds an operation whose permissions depend on the request.</summary>
    public void Add(string route, string name, Func<TRequest, IEnumerable<RequiredPermission>> permissions, Func<TRequest, TResponse> handle)
    {
        AddRoute(route, name);
        _operations.Add(name, permissions, request => Task.FromResult(handle(request)));
    }

    /// <inheritdoc cref="Add(string, string, Func{TRequest, IEnumerable{RequiredPermission}}, Func{TRequest, TResponse})"/>
    public void Add(string route, string name, Func<TRequest, IEnumerable<RequiredPermission>> permissions, Func<TRequest, Task<TResponse>> handleAsync)
    {
        AddRoute(route, name);
        _operations.Add(name, permissions, handleAsync);
    }

    /// <summary>Adds the route of an operation that is not implemented, so that it is refused by its name.</summary>
    public void AddRoute(string route, string name) => _routes.Add((new(route), name));

    /// <summary>The operation that a request means; found once, for its span and for its execution.</summary>
    public RestMatch Match(HttpContext context)
    {
        if (context.Features.Get<Found>() is { } found)
        {
            return found.Match;
        }

        var match = Find(context);
        context.Features.Set(new Found(match));
        return match;
    }

    private RestMatch Find(HttpContext context)
    {
        var path = RequestTarget.Of(context).Path;
        var segments = RestRoute.Split(path);
        foreach (var (route, operation) in _routes)
        {
            if (route.Match(context.Request.Method, segments, context.Request.Query) is { } labels)
            {
                return new(operation, labels, route.FindUnknown(context.Request.Query));
            }
        }

        return new($"{context.Request.Method} {path}", NoLabels);
    }

    /// <inheritdoc cref="OperationTable{TRequest,TResponse}.Get"/>
    public AwsOperation<TRequest, TResponse> Get(string name) => _operations.Get(name);

    /// <inheritdoc cref="OperationTable{TRequest,TResponse}.ExecuteAsync"/>
    public Task<TResponse> ExecuteAsync(AwsOperation<TRequest, TResponse> operation, TRequest request) => _operations.ExecuteAsync(operation, request);

    public IEnumerator<AwsOperation<TRequest, TResponse>> GetEnumerator() => _operations.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed record Found(RestMatch Match);
}
