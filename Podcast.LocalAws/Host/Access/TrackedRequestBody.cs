using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Podcast.LocalAws.Host.Access;

/// <summary>A request's body that remembers whether it was read to its end. A body that replaces it, such as a buffered one, is read as usual.</summary>
internal sealed class TrackedRequestBody : PipeReader, IRequestBodyPipeFeature
{
    private readonly IHttpRequestFeature _request;
    private readonly IRequestBodyPipeFeature _server;
    private readonly PipeReader _body;
    private readonly Stream _stream;

    private TrackedRequestBody(IHttpRequestFeature request, IRequestBodyPipeFeature server)
    {
        _request = request;
        _server = server;
        _body = server.Reader;
        _stream = AsStream(leaveOpen: true);
    }

    /// <summary>Whether all of it has arrived and was asked for.</summary>
    public bool IsReadToEnd { get; private set; }

    PipeReader IRequestBodyPipeFeature.Reader => ReferenceEquals(_request.Body, _stream) ? this : _server.Reader;

    /// <summary>Replaces the body of a request.</summary>
    public static TrackedRequestBody Attach(HttpContext context)
    {
        var request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        var tracked = new TrackedRequestBody(request, context.Features.GetRequiredFeature<IRequestBodyPipeFeature>());
        request.Body = tracked._stream;
        context.Features.Set<IRequestBodyPipeFeature>(tracked);
        return tracked;
    }

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => Note(await _body.ReadAsync(cancellationToken));

    public override bool TryRead(out ReadResult result)
    {
        var hasRead = _body.TryRead(out result);
        if (hasRead)
        {
            Note(result);
        }

        return hasRead;
    }

    public override void AdvanceTo(SequencePosition consumed) => _body.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => _body.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => _body.CancelPendingRead();

    public override void Complete(Exception? exception = null) => _body.Complete(exception);

    private ReadResult Note(ReadResult result)
    {
        IsReadToEnd |= result.IsCompleted;
        return result;
    }
}
