namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>Where the emulated edge stands: a fixed place of AWS's list, and an address that is reserved for documentation.</summary>
internal static class EdgeLocation
{
    public const string AirportCode = "IAD";
    public const string Pop = "IAD89-P1";
    public const string ServerIp = "192.0.2.1";
    public const string Region = "us-east-1";
}
