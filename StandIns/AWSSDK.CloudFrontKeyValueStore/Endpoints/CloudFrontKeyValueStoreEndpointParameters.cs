#nullable disable

using Amazon.Runtime.Endpoints;

namespace Amazon.CloudFrontKeyValueStore.Endpoints;

/// <summary>What the endpoint of a request depends on.</summary>
public class CloudFrontKeyValueStoreEndpointParameters : EndpointParameters
{
    /// <summary>Creates parameters without FIPS.</summary>
    public CloudFrontKeyValueStoreEndpointParameters() => UseFIPS = false;

    /// <summary>ARN of the store.</summary>
    public string KvsARN
    {
        get => (string)this[nameof(KvsARN)];
        set => this[nameof(KvsARN)] = value;
    }

    /// <summary>Region of the client; only its partition matters.</summary>
    public string Region
    {
        get => (string)this[nameof(Region)];
        set => this[nameof(Region)] = value;
    }

    /// <summary>Selects a FIPS endpoint, which this service does not have.</summary>
    public bool? UseFIPS
    {
        get => (bool?)this[nameof(UseFIPS)];
        set => this[nameof(UseFIPS)] = value;
    }

    /// <summary>Endpoint the client was configured with; the account id is put in front of its host.</summary>
    public string Endpoint
    {
        get => (string)this[nameof(Endpoint)];
        set => this[nameof(Endpoint)] = value;
    }
}
