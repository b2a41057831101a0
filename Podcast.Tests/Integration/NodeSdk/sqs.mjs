// Drives SQS with AWS's client, which checks every digest by itself; the test judges what is printed.
import {
  SQSClient, GetQueueUrlCommand, SendMessageCommand, SendMessageBatchCommand, ReceiveMessageCommand, DeleteMessageBatchCommand,
  GetQueueAttributesCommand, ListQueuesCommand,
} from "@aws-sdk/client-sqs";

const client = new SQSClient({});
const results = {};
const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: "inbox" }));
results.queues = (await client.send(new ListQueuesCommand({ QueueNamePrefix: "in" }))).QueueUrls;

const MessageAttributes = {
  text: { DataType: "String", StringValue: "grüße" },
  number: { DataType: "Number.int", StringValue: "42" },
  bytes: { DataType: "Binary", BinaryValue: new Uint8Array([0, 1, 255]) },
};
await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "one ✓", MessageAttributes }));
const batch = await client.send(new SendMessageBatchCommand({
  QueueUrl,
  Entries: [{ Id: "a", MessageBody: "two" }, { Id: "b", MessageBody: "bad \u0000" }, { Id: "c", MessageBody: "three", MessageAttributes }],
}));
results.batch = { successful: batch.Successful.map((each) => each.Id), failed: batch.Failed.map((each) => [each.Id, each.Code, each.SenderFault]) };

const received = (await client.send(new ReceiveMessageCommand({
  QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1, MessageAttributeNames: ["All"], MessageSystemAttributeNames: ["ApproximateReceiveCount"],
}))).Messages;
results.received = received.map((each) => [each.Body, each.MessageAttributes?.text?.StringValue ?? null, [...(each.MessageAttributes?.bytes?.BinaryValue ?? [])], each.Attributes]);
results.inFlight = (await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["ApproximateNumberOfMessagesNotVisible"] }))).Attributes;
await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: received.map((each, i) => ({ Id: `${i}`, ReceiptHandle: each.ReceiptHandle })) }));
results.left = (await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] }))).Attributes;
try {
  await client.send(new GetQueueUrlCommand({ QueueName: "nobody" }));
} catch (error) {
  results.missing = { name: error.name, status: error.$metadata.httpStatusCode };
}
console.log(JSON.stringify(results));
