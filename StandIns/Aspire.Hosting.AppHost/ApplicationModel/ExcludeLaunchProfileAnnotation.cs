namespace Aspire.Hosting.ApplicationModel;

/// <summary>A project is started without a launch profile.</summary>
public sealed class ExcludeLaunchProfileAnnotation : IResourceAnnotation
{
}
