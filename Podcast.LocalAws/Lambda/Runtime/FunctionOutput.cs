namespace Podcast.LocalAws.Lambda.Runtime;

/// <summary>The last lines that a function's process wrote.</summary>
internal sealed class FunctionOutput
{
    private const int MaxLines = 1000;

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();
    private long _written;

    /// <summary>How many lines were written so far.</summary>
    public long Position
    {
        get
        {
            lock (_lock)
            {
                return _written;
            }
        }
    }

    public void Write(string line)
    {
        lock (_lock)
        {
            if (_lines.Count == MaxLines)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
            _written++;
        }
    }

    /// <summary>The lines that were written after a position, as far as they are kept.</summary>
    public IReadOnlyList<string> Since(long position)
    {
        lock (_lock)
        {
            return [.. _lines.TakeLast((int)Math.Min(_written - position, _lines.Count))];
        }
    }
}
