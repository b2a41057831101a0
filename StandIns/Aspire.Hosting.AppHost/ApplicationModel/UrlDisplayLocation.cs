namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where the dashboard shows a link.</summary>
public enum UrlDisplayLocation
{
    /// <summary>In the list of resources and in a resource's details.</summary>
    SummaryAndDetails,

    /// <summary>In a resource's details only.</summary>
    DetailsOnly,
}
