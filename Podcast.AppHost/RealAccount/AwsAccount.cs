namespace Podcast.AppHost.RealAccount;

/// <summary>
/// <c>--aws</c>: the stack is provisioned into the account of the developer's AWS profile, and the functions run here against it.
/// It needs Aspire.Hosting.AWS, which has no stand-in: its half of this class is compiled only with the official packages.
/// </summary>
internal static partial class AwsAccount
{
    /// <summary>The switch on the command line.</summary>
    public const string Switch = "--aws";

    /// <summary>Adds the stack and the functions to the application.</summary>
    /// <exception cref="DistributedApplicationException">This build has no Aspire.Hosting.AWS, or the functions have not been published.</exception>
    public static void AddTo(IDistributedApplicationBuilder builder)
    {
        var isAdded = false;
        Add(builder, ref isAdded);
        if (!isAdded)
        {
            throw new DistributedApplicationException(
                $"{Switch} provisions the stack with the package Aspire.Hosting.AWS, which this build is without: set UseOfficialPackages=true in the environment and run again (StandIns/README.md).");
        }
    }

    static partial void Add(IDistributedApplicationBuilder builder, ref bool isAdded);
}
