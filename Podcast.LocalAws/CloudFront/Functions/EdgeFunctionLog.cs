using System.Globalization;
using System.Security.Cryptography;
using Podcast.LocalAws.CloudFront.Functions.Events;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>
/// Hands on what edge functions write, as CloudFront does: one log group each, and every line begins with the request's id. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-logs.html.
/// </summary>
internal sealed class EdgeFunctionLog(IEnumerable<IFunctionLogSink> sinks, TimeProvider time)
{
    private readonly IFunctionLogSink[] _sinks = [.. sinks];
    private readonly string _stream = string.Create(
        CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy/MM/dd}/{Convert.ToHexString(RandomNumberGenerator.GetBytes(16))}");

    /// <summary>Writes what one run has logged, or why it failed; a run without either leaves no trace.</summary>
    public void Write(string function, FunctionEvent source, FunctionResult result)
    {
        if (_sinks.Length == 0 || (result.Logs.Count == 0 && result is not FailureResult))
        {
            return;
        }

        Write(function, $"{source.RequestId} START DistributionID: {source.DistributionId}");
        foreach (var line in result.Logs)
        {
            Write(function, $"{source.RequestId} {line}");
        }

        if (result is FailureResult failure)
        {
            Write(function, $"{source.RequestId} {failure.Message}");
        }

        Write(function, $"{source.RequestId} END");
    }

    private void Write(string function, string text)
    {
        var line = new FunctionLogLine(
            function, $"/aws/cloudfront/function/{function}", _stream, time.GetUtcNow(), text.Length <= FunctionLogLine.MaxLength ? text : text[..FunctionLogLine.MaxLength]);
        foreach (var sink in _sinks)
        {
            sink.Write(line);
        }
    }
}
