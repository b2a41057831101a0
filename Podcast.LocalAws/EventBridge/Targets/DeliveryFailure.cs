namespace Podcast.LocalAws.EventBridge.Targets;

/// <summary>Why a delivery failed.</summary>
/// <param name="Code">As it stands in the dead-letter message, such as <c>NO_PERMISSIONS</c>.</param>
/// <param name="Message">For a person.</param>
/// <param name="MayRetry">Whether it may succeed another time: a missing permission or target does not come back by itself.</param>
internal sealed record DeliveryFailure(string Code, string Message, bool MayRetry);
