// Drives CloudWatch with AWS's client, which prefers RPC v2 with CBOR; the test judges what is printed.
import {
  CloudWatchClient, DescribeAlarmHistoryCommand, DescribeAlarmsCommand, DescribeAlarmsForMetricCommand, GetDashboardCommand, GetMetricStatisticsCommand,
  ListDashboardsCommand, PutAnomalyDetectorCommand, PutMetricDataCommand, SetAlarmStateCommand, paginateGetMetricData, paginateListMetrics,
} from "@aws-sdk/client-cloudwatch";

const client = new CloudWatchClient({ maxAttempts: 1 });
const results = {};
const now = new Date();
const range = { StartTime: new Date(now - 3600_000), EndTime: new Date(now.getTime() + 3600_000) };

async function refused(command) {
  try {
    await client.send(command);
    return "accepted";
  } catch (error) {
    return { name: error.name, status: error.$metadata?.httpStatusCode, message: error.message };
  }
}

await client.send(new PutMetricDataCommand({
  Namespace: "Shop",
  MetricData: [
    { MetricName: "Errors", Value: 2, Unit: "Count", Timestamp: now, Dimensions: [{ Name: "Till", Value: "one" }] },
    { MetricName: "Errors", Values: [1, 3], Counts: [2, 1], Unit: "Count", Timestamp: now, Dimensions: [{ Name: "Till", Value: "one" }] },
  ],
}));
const metric = { Namespace: "Shop", MetricName: "Errors", Dimensions: [{ Name: "Till", Value: "one" }] };
results.data = [];
for await (const page of paginateGetMetricData({ client }, {
  ...range,
  MetricDataQueries: [
    { Id: "m1", ReturnData: false, MetricStat: { Metric: metric, Period: 3600, Stat: "Sum" } },
    { Id: "twice", Expression: "m1 * 2", Label: "Twice" },
  ],
})) {
  results.data.push(...page.MetricDataResults.map((one) => [one.Id, one.Label, one.StatusCode, one.Values.reduce((sum, value) => sum + value, 0), one.Timestamps.every((at) => at instanceof Date)]));
}
const statistics = await client.send(new GetMetricStatisticsCommand({ ...metric, ...range, Period: 3600, Statistics: ["Sum", "Maximum", "SampleCount"] }));
results.statistics = [
  statistics.Label, statistics.Datapoints[0].Unit,
  statistics.Datapoints.reduce((sum, point) => sum + point.Sum, 0), Math.max(...statistics.Datapoints.map((point) => point.Maximum)), statistics.Datapoints.reduce((sum, point) => sum + point.SampleCount, 0),
];
results.listed = [];
for await (const page of paginateListMetrics({ client }, { Namespace: "Shop" })) {
  results.listed.push(...page.Metrics.map((one) => one.MetricName));
}

const watched = { Namespace: "AWS/SQS", MetricName: "ApproximateNumberOfMessagesVisible", Dimensions: [{ Name: "QueueName", Value: "dead" }] };
results.forMetric = (await client.send(new DescribeAlarmsForMetricCommand(watched))).MetricAlarms.map((alarm) => alarm.AlarmName);
results.forOther = (await client.send(new DescribeAlarmsForMetricCommand({ ...watched, Statistic: "Sum" }))).MetricAlarms.length;
await client.send(new SetAlarmStateCommand({ AlarmName: "Waiting", StateValue: "ALARM", StateReason: "rehearsal" }));
const alarm = (await client.send(new DescribeAlarmsCommand({ StateValue: "ALARM" }))).MetricAlarms[0];
results.alarm = [alarm.AlarmName, alarm.StateReason, alarm.Period, alarm.Threshold, alarm.ActionsEnabled, alarm.StateUpdatedTimestamp instanceof Date];
results.history = (await client.send(new DescribeAlarmHistoryCommand({ AlarmName: "Waiting", HistoryItemType: "StateUpdate" }))).AlarmHistoryItems[0].HistorySummary;
results.dashboards = (await client.send(new ListDashboardsCommand({}))).DashboardEntries.map((entry) => entry.DashboardName);
results.widgets = JSON.parse((await client.send(new GetDashboardCommand({ DashboardName: "board" }))).DashboardBody).widgets.length;
results.refusals = {
  operation: await refused(new PutAnomalyDetectorCommand({ SingleMetricAnomalyDetector: { ...metric, Stat: "Sum" } })),
  alarm: await refused(new SetAlarmStateCommand({ AlarmName: "nobody", StateValue: "OK", StateReason: "x" })),
  range: await refused(new GetMetricStatisticsCommand({ ...metric, StartTime: range.EndTime, EndTime: range.StartTime, Period: 60, Statistics: ["Sum"] })),
  region: await new CloudWatchClient({ region: "eu-west-1", maxAttempts: 1 }).send(new DescribeAlarmsCommand({})).then(() => "accepted", (error) => error.message),
};
console.log(JSON.stringify(results));
