namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>The function uses something that CloudFront has and LocalAws does not; no <c>catch</c> in the function sees it.</summary>
internal sealed class NotEmulatedException(string feature)
    : Exception($"NotImplemented: LocalAws does not implement {feature} for CloudFront Functions.");
