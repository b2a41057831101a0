using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;

namespace Podcast.Tests.Unit.LocalAws.Core.Protocols;

public sealed class OperationTableTests
{
    private readonly List<string> _events = [];
    private readonly OperationTable<Request, string> _operations;

    public OperationTableTests() => _operations = new("Shelf", new RecordingAuthorizer(_events))
    {
        { "GetBook", "shelf:GetBook", request => request.Arn, request => Handle("GetBook", request) },
        { "MoveBook", request => [new("shelf:TakeBook", request.Arn), new("shelf:PutBook", "*")], request => Task.FromResult(Handle("MoveBook", request)) },
        { "ListBooks", _ => [], request => Task.FromResult(Handle("ListBooks", request)) },
    };

    [Theory]
    [InlineData("GetBook", "shelf:GetBook book/1,GetBook")]
    [InlineData("MoveBook", "shelf:TakeBook book/1,shelf:PutBook *,MoveBook")]
    [InlineData("ListBooks", "ListBooks")]
    public async Task ExecuteAsync_Operation_AuthorizesBeforeItHandles(string operation, string events)
    {
        var response = await _operations.ExecuteAsync(_operations.Get(operation), new("book/1"));

        Assert.Equal(operation, response);
        Assert.Equal(events.Split(','), _events);
    }

    [Fact]
    public async Task ExecuteAsync_CallerWithoutPermission_DoesNotHandle()
    {
        await Assert.ThrowsAsync<AwsException>(() => _operations.ExecuteAsync(_operations.Get("GetBook"), new("book/forbidden")));

        Assert.DoesNotContain("GetBook", _events);
    }

    [Fact]
    public void Get_UnknownOperation_IsNotImplementedByName()
    {
        var error = Assert.Throws<AwsException>(() => _operations.Get("BurnBook"));

        Assert.Equal("NotImplemented", error.Code);
        Assert.Contains("Shelf:BurnBook", error.Message, StringComparison.Ordinal);
    }

    private string Handle(string operation, Request request)
    {
        Assert.Equal("book/1", request.Arn);
        _events.Add(operation);
        return operation;
    }

    private sealed record Request(string Arn) : IAwsRequest
    {
        public AwsCaller Caller { get; } = new("arn:aws:iam::000000000000:user/reader", "000000000000", "", null);
    }

    private sealed class RecordingAuthorizer(List<string> events) : IAuthorizer
    {
        public void Authorize(AwsCaller caller, string action, string resourceArn, IReadOnlyDictionary<string, string>? conditionKeys = null)
        {
            events.Add($"{action} {resourceArn}");
            if (resourceArn.EndsWith("forbidden", StringComparison.Ordinal))
            {
                throw new AwsException("AccessDenied", "", 403);
            }
        }

        public AccessDecision Evaluate(AwsCaller caller, string action, string resourceArn, IReadOnlyDictionary<string, string>? conditionKeys = null) =>
            throw new InvalidOperationException("The table asks for an error, not for a decision.");
    }
}
