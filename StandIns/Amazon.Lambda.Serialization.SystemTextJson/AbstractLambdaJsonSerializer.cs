#nullable disable

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.Serialization.SystemTextJson.Converters;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>What the serializers of this package share: options, error messages and the debug output.</summary>
public abstract class AbstractLambdaJsonSerializer
{
    private readonly bool _debug;

    /// <summary>Creates the serializer.</summary>
    /// <param name="jsonWriterCustomizer">Gets a copy of the writer's options; what it changes there is lost, as in the official package.</param>
    protected AbstractLambdaJsonSerializer(Action<JsonWriterOptions> jsonWriterCustomizer)
    {
        // API Gateway and Lambda pass payloads on as they are, so nothing needs the escaping meant for HTML.
        WriterOptions = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        jsonWriterCustomizer?.Invoke(WriterOptions);
        _debug = string.Equals(Environment.GetEnvironmentVariable("LAMBDA_NET_SERIALIZER_DEBUG"), "true", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Options of the writer of responses.</summary>
    protected JsonWriterOptions WriterOptions { get; }

    /// <summary>Writes a response as JSON.</summary>
    /// <exception cref="JsonSerializerException">The response cannot be written.</exception>
    public void Serialize<T>(T response, Stream responseStream)
    {
        try
        {
            if (_debug && response is not null)
            {
                using var copy = new MemoryStream();
                Write(response, copy);
                Console.WriteLine($"Lambda Serialize {response.GetType().FullName}: {Encoding.UTF8.GetString(copy.GetBuffer(), 0, (int)copy.Length)}");
                copy.WriteTo(responseStream);
            }
            else
            {
                Write(response, responseStream);
            }
        }
        catch (Exception e)
        {
            throw new JsonSerializerException(
                $"Error converting the response object of type {typeof(T).FullName} from the Lambda function to JSON: {e.Message}", e);
        }
    }

    /// <summary>Reads an event from JSON.</summary>
    /// <exception cref="JsonSerializerException">The event is not JSON, or not of this type.</exception>
    public T Deserialize<T>(Stream requestStream)
    {
        try
        {
            var utf8Json = ReadAll(requestStream);
            if (_debug)
            {
                Console.WriteLine($"Lambda Deserialize {typeof(T).FullName}: {Encoding.UTF8.GetString(utf8Json)}");
            }

            return InternalDeserialize<T>(utf8Json);
        }
        catch (Exception e)
        {
            throw new JsonSerializerException(
                $"Error converting the Lambda event JSON payload to type {typeof(T).FullName}: {e.Message}", e);
        }
    }

    /// <summary>The options a serializer starts from: names compared without case, nulls left out, the converters of AWS events.</summary>
    protected virtual JsonSerializerOptions CreateDefaultJsonSerializationOptions() => new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNameCaseInsensitive = true,
        PropertyNamingPolicy = new AwsNamingPolicy(),
        Converters =
        {
            new DateTimeConverter(),
            new MemoryStreamConverter(),
            new ConstantClassConverter(),
            new ByteArrayConverter(),
        },
    };

    /// <summary>Writes a response.</summary>
    protected abstract void InternalSerialize<T>(Utf8JsonWriter writer, T response);

    /// <summary>Reads an event.</summary>
    protected abstract T InternalDeserialize<T>(byte[] utf8Json);

    private static byte[] ReadAll(Stream stream)
    {
        if (stream is MemoryStream memory)
        {
            return memory.ToArray();
        }

        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private void Write<T>(T response, Stream stream)
    {
        using var writer = new Utf8JsonWriter(stream, WriterOptions);
        InternalSerialize(writer, response);
    }
}
