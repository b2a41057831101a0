#nullable disable

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>An event or a response could not be converted; the inner exception says why.</summary>
public class JsonSerializerException : Exception
{
    /// <summary>Creates the exception.</summary>
    public JsonSerializerException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public JsonSerializerException(string message, Exception exception)
        : base(message, exception)
    {
    }
}
