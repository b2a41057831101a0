using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols.Rest;

namespace Podcast.LocalAws.Core.Protocols.RestJson;

/// <summary>The operations of a service of the REST JSON protocol.</summary>
/// <param name="service">The service's name in messages.</param>
/// <param name="authorizer">Checks the permissions of each request.</param>
internal sealed class RestOperationTable(string service, IAuthorizer authorizer) : RestOperationTable<RestJsonRequest, RestJsonResponse>(service, authorizer);
