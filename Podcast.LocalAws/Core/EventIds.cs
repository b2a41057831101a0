namespace Podcast.LocalAws.Core;

/// <summary>The ids of all log messages. An id never changes its meaning, and a new message takes a new one.</summary>
internal static class EventIds
{
    public const int RequestRefused = 101;
    public const int RequestFailed = 102;
    public const int FaultSet = 103;
    public const int TemplateError = 104;
    public const int TemplateWarning = 105;
    public const int TemplateChecked = 106;
    public const int TemplateCheckFailed = 107;

    public const int BackgroundFault = 108;

    public const int SignatureMismatch = 201;

    public const int AccessDenied = 301;

    public const int DeploymentFailed = 1001;
    public const int RollbackIncomplete = 1002;
    public const int ResourceNotDeployed = 1003;

    public const int OriginFetchFailed = 1101;
    public const int EdgeRequestCompleted = 1102;
    public const int EdgeRequestFailed = 1103;
    public const int OriginForwardFailed = 1104;
    public const int EdgeFunctionOutput = 1105;
    public const int EdgeFunctionFailed = 1106;
    public const int EdgeFunctionNotLoaded = 1107;
    public const int EdgeFunctionWarned = 1108;
    public const int AccessLogNotDelivered = 1109;

    public const int TablesProvisioned = 1201;
    public const int TablesNotProvisioned = 1202;
    public const int TablesOutOfReach = 1203;
    public const int TablesRestored = 1204;

    public const int RuleMatched = 1301;
    public const int DeliveryFailed = 1302;
    public const int DeliveryLost = 1303;

    public const int EventDiscarded = 1401;
    public const int ShardsNotListed = 1402;
    public const int RecordsDiscarded = 1404;
    public const int ShardNotRead = 1405;
    public const int FunctionUrlRefused = 1406;
    public const int FunctionUrlFailed = 1407;
    public const int FunctionUrlResponseMalformed = 1408;
    public const int FunctionProcessStarted = 1409;
    public const int FunctionProcessExited = 1410;
    public const int FunctionProcessOutput = 1411;
    public const int FunctionProcessNotStarted = 1412;
    public const int FunctionInitFailed = 1413;
    public const int FunctionNotRun = 1414;
    public const int FunctionTimedOut = 1415;
    public const int FunctionProcessLost = 1416;

    public const int JobCompleted = 1501;
    public const int JobFailed = 1502;
    public const int JobFailedUnexpectedly = 1503;
    public const int JobRestarted = 1504;
    public const int JobNotStored = 1505;

    public const int UploadAborted = 1601;
    public const int UploadAbortFailed = 1602;
    public const int NotifiedFunctionMissing = 1603;
    public const int NotificationFailed = 1604;
    public const int IncompleteFilesRemoved = 1605;

    public const int ScheduleAttemptFailed = 1701;
    public const int ScheduleInvocationLost = 1702;
    public const int ScheduleInvocationDeadLettered = 1703;
    public const int ScheduleDeadLetterFailed = 1704;
    public const int ScheduleInvocationDropped = 1705;
    public const int ScheduleDue = 1707;

    public const int AlarmChanged = 1801;
    public const int AlarmActionFailed = 1802;
    public const int MetricRefused = 1803;
    public const int LogGroupRefused = 1804;

    public const int TopicMessageDelivered = 1901;
}
