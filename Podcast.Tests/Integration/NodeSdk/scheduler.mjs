// Drives EventBridge Scheduler with AWS's client; the test judges what is printed.
import {
  SchedulerClient, CreateScheduleCommand, GetScheduleCommand, UpdateScheduleCommand, DeleteScheduleCommand, CreateScheduleGroupCommand,
  GetScheduleGroupCommand, DeleteScheduleGroupCommand, ListScheduleGroupsCommand, TagResourceCommand, UntagResourceCommand,
  ListTagsForResourceCommand, paginateListSchedules,
} from "@aws-sdk/client-scheduler";

const client = new SchedulerClient({});
const { TARGET_ARN, ROLE_ARN, OTHER_ROLE_ARN } = process.env;
const results = {};

async function refused(command) {
  try {
    await client.send(command);
    return "accepted";
  } catch (error) {
    return { name: error.name, status: error.$metadata?.httpStatusCode, message: error.message };
  }
}

const schedule = (more = {}) => ({
  Name: "nightly",
  ScheduleExpression: "cron(30 2 * * ? *)",
  ScheduleExpressionTimezone: "America/New_York",
  FlexibleTimeWindow: { Mode: "OFF" },
  Target: { Arn: TARGET_ARN, RoleArn: ROLE_ARN, Input: "{\"id\":\"<aws.scheduler.execution-id>\"}" },
  ...more,
});

const group = await client.send(new CreateScheduleGroupCommand({ Name: "batch", Tags: [{ Key: "team", Value: "audio" }] }));
results.groupArn = group.ScheduleGroupArn;
results.group = await client.send(new GetScheduleGroupCommand({ Name: "batch" }));
results.groupAgain = await refused(new CreateScheduleGroupCommand({ Name: "batch" }));
await client.send(new TagResourceCommand({ ResourceArn: group.ScheduleGroupArn, Tags: [{ Key: "stage", Value: "test" }] }));
await client.send(new UntagResourceCommand({ ResourceArn: group.ScheduleGroupArn, TagKeys: ["team"] }));
results.tags = (await client.send(new ListTagsForResourceCommand({ ResourceArn: group.ScheduleGroupArn }))).Tags;
results.groups = (await client.send(new ListScheduleGroupsCommand({}))).ScheduleGroups.map((each) => each.Name);

// The client sends whole seconds.
const start = new Date(Math.floor(Date.now() / 1000) * 1000 + 3600_000);
results.scheduleArn = (await client.send(new CreateScheduleCommand(schedule({ GroupName: "batch", StartDate: start, Description: "At night" })))).ScheduleArn;
const got = await client.send(new GetScheduleCommand({ Name: "nightly", GroupName: "batch" }));
results.schedule = got;
results.startIsKept = got.StartDate.getTime() === start.getTime();
results.createdIsNow = Math.abs(Date.now() - got.CreationDate.getTime()) < 600_000;
results.again = await refused(new CreateScheduleCommand(schedule({ GroupName: "batch" })));

const token = { ClientToken: "the-same-request" };
await client.send(new CreateScheduleCommand(schedule({ Name: "once", ScheduleExpression: "at(2199-01-01T00:00:00)", ...token })));
results.sameToken = await refused(new CreateScheduleCommand(schedule({ Name: "once", ScheduleExpression: "at(2199-01-01T00:00:00)", ...token })));

await client.send(new UpdateScheduleCommand(schedule({ GroupName: "batch", ScheduleExpression: "rate(2 hours)", State: "DISABLED", ScheduleExpressionTimezone: undefined })));
const updated = await client.send(new GetScheduleCommand({ Name: "nightly", GroupName: "batch" }));
results.updated = {
  expression: updated.ScheduleExpression, state: updated.State, zone: updated.ScheduleExpressionTimezone,
  description: updated.Description ?? null, start: updated.StartDate ?? null, retry: updated.Target.RetryPolicy,
};

for (let i = 0; i < 7; i++) {
  await client.send(new CreateScheduleCommand(schedule({ Name: `page-${i}`, GroupName: "batch" })));
}
results.pages = [];
for await (const page of paginateListSchedules({ client, pageSize: 3 }, { GroupName: "batch", NamePrefix: "page-" })) {
  results.pages.push(page.Schedules.map((each) => each.Name));
}

results.refusals = {
  expression: await refused(new CreateScheduleCommand(schedule({ Name: "x", ScheduleExpression: "cron(0 0 * * * *)" }))),
  zone: await refused(new CreateScheduleCommand(schedule({ Name: "x", ScheduleExpressionTimezone: "Mars/Base" }))),
  name: await refused(new CreateScheduleCommand(schedule({ Name: "no spaces" }))),
  group: await refused(new CreateScheduleCommand(schedule({ Name: "x", GroupName: "nobody" }))),
  window: await refused(new CreateScheduleCommand(schedule({ Name: "x", FlexibleTimeWindow: { Mode: "FLEXIBLE" } }))),
  start: await refused(new CreateScheduleCommand(schedule({ Name: "x", StartDate: new Date(Date.now() - 3600_000) }))),
  retries: await refused(new CreateScheduleCommand(schedule({ Name: "x", Target: { ...schedule().Target, RetryPolicy: { MaximumRetryAttempts: 186 } } }))),
  input: await refused(new CreateScheduleCommand(schedule({ Name: "x", Target: { ...schedule().Target, Input: "not json" } }))),
  role: await refused(new CreateScheduleCommand(schedule({ Name: "x", Target: { ...schedule().Target, RoleArn: OTHER_ROLE_ARN } }))),
  universal: await refused(new CreateScheduleCommand(schedule({ Name: "x", Target: { ...schedule().Target, Arn: "arn:aws:scheduler:::aws-sdk:sqs:sendMessage" } }))),
  missing: await refused(new GetScheduleCommand({ Name: "nobody" })),
  update: await refused(new UpdateScheduleCommand(schedule({ Name: "nobody" }))),
  defaultGroup: await refused(new DeleteScheduleGroupCommand({ Name: "default" })),
};

await client.send(new DeleteScheduleCommand({ Name: "once" }));
await client.send(new DeleteScheduleGroupCommand({ Name: "batch" }));
results.afterDelete = await refused(new GetScheduleGroupCommand({ Name: "batch" }));
results.left = [];
for await (const page of paginateListSchedules({ client }, {})) {
  results.left.push(...page.Schedules.map((each) => each.Name));
}
console.log(JSON.stringify(results));
