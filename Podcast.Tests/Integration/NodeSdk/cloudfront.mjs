// Drives CloudFront's API and the data plane of its key-value stores with AWS's clients. Prints a line for each step; ends with an error at
// the first that fails.
import assert from 'node:assert/strict';
import { lookup } from 'node:dns';
import { Agent } from 'node:http';
import '@aws-sdk/signature-v4a';
import {
  CloudFrontClient, CreateFunctionCommand, CreateInvalidationCommand, CreateKeyValueStoreCommand, DeleteFunctionCommand, DeleteKeyValueStoreCommand,
  DescribeFunctionCommand, DescribeKeyValueStoreCommand, GetFunctionCommand, GetInvalidationCommand, ListFunctionsCommand, ListInvalidationsCommand,
  ListKeyValueStoresCommand, PublishFunctionCommand, TestFunctionCommand, UpdateFunctionCommand, UpdateKeyValueStoreCommand,
  CreateDistributionCommand, GetCachePolicyCommand, GetDistributionCommand, GetDistributionConfigCommand, GetOriginRequestPolicyConfigCommand,
  GetResponseHeadersPolicyCommand, ListCachePoliciesCommand, ListDistributionsCommand, ListOriginAccessControlsCommand, ListTagsForResourceCommand,
  TagResourceCommand, UntagResourceCommand, UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import {
  CloudFrontKeyValueStoreClient, DeleteKeyCommand, DescribeKeyValueStoreCommand as DescribeStore, GetKeyCommand, PutKeyCommand, UpdateKeysCommand,
  paginateListKeys,
} from '@aws-sdk/client-cloudfront-keyvaluestore';

const { PORT, DISTRIBUTION_ID: DistributionId } = process.env;
const region = 'us-east-1';
const control = new CloudFrontClient({ endpoint: `http://127.0.0.1:${PORT}`, region, maxAttempts: 1 });
// The client puts the account in front of the host, which not every machine resolves. These lines are those of docs/services/cloudfront.md.
const httpAgent = new Agent({ lookup: (_host, options, done) => lookup('127.0.0.1', options, done) });
const data = new CloudFrontKeyValueStoreClient({ endpoint: `http://localhost:${PORT}`, region, requestHandler: { httpAgent } });

async function step(name, run) {
  await run();
  console.log(name);
}

const FunctionConfig = { Comment: 'from the test', Runtime: 'cloudfront-js-2.0' };
const code = (body) => Buffer.from(`function handler(event) { console.log('called'); return { statusCode: 200, body: '${body}' }; }`);
const event = Buffer.from(JSON.stringify({
  version: '1.0', context: { eventType: 'viewer-request' }, viewer: { ip: '192.0.2.1' },
  request: { method: 'GET', uri: '/', querystring: {}, headers: {}, cookies: {} },
}));

await step('functions', async () => {
  const created = await control.send(new CreateFunctionCommand({ Name: 'js', FunctionConfig, FunctionCode: code('first') }));
  assert.equal(created.FunctionSummary.Status, 'UNPUBLISHED');
  await assert.rejects(control.send(new CreateFunctionCommand({ Name: 'js', FunctionConfig, FunctionCode: code('first') })), { name: 'FunctionAlreadyExists' });
  const updated = await control.send(new UpdateFunctionCommand({ Name: 'js', IfMatch: created.ETag, FunctionConfig, FunctionCode: code('second') }));
  await assert.rejects(control.send(new PublishFunctionCommand({ Name: 'js', IfMatch: created.ETag })), { name: 'PreconditionFailed' });
  const tested = await control.send(new TestFunctionCommand({ Name: 'js', IfMatch: updated.ETag, Stage: 'DEVELOPMENT', EventObject: event }));
  assert.deepEqual(tested.TestResult.FunctionExecutionLogs, ['called']);
  assert.equal(JSON.parse(tested.TestResult.FunctionOutput).response.statusCode, 200);
  assert.ok(Number(tested.TestResult.ComputeUtilization) > 0);
  await control.send(new PublishFunctionCommand({ Name: 'js', IfMatch: updated.ETag }));
  const live = await control.send(new DescribeFunctionCommand({ Name: 'js', Stage: 'LIVE' }));
  assert.equal(live.FunctionSummary.FunctionMetadata.Stage, 'LIVE');
  const got = await control.send(new GetFunctionCommand({ Name: 'js', Stage: 'LIVE' }));
  assert.deepEqual(Buffer.from(got.FunctionCode), code('second'));
  const listed = await control.send(new ListFunctionsCommand({}));
  assert.ok(listed.FunctionList.Items.some((item) => item.Name === 'js'));
  await control.send(new DeleteFunctionCommand({ Name: 'js', IfMatch: updated.ETag }));
  await assert.rejects(control.send(new DescribeFunctionCommand({ Name: 'js' })), { name: 'NoSuchFunctionExists' });
});

await step('key-value stores', async () => {
  const created = await control.send(new CreateKeyValueStoreCommand({ Name: 'js', Comment: 'first' }));
  const KvsARN = created.KeyValueStore.ARN;
  const described = await data.send(new DescribeStore({ KvsARN }));
  assert.equal(described.ItemCount, 0);
  process.env.AWS_ENDPOINT_URL = `http://localhost:${PORT}`;
  const fromEnvironment = new CloudFrontKeyValueStoreClient({ region, requestHandler: { httpAgent } });
  assert.equal((await fromEnvironment.send(new DescribeStore({ KvsARN }))).ETag, described.ETag);
  const put = await data.send(new PutKeyCommand({ KvsARN, Key: 'a/b ü', Value: '1', IfMatch: described.ETag }));
  await assert.rejects(data.send(new PutKeyCommand({ KvsARN, Key: 'x', Value: '1', IfMatch: described.ETag })), { name: 'ConflictException' });
  const updated = await data.send(new UpdateKeysCommand({
    KvsARN, IfMatch: put.ETag, Puts: Array.from({ length: 20 }, (_, number) => ({ Key: `k${number}`, Value: 'v' })), Deletes: [],
  }));
  assert.equal((await data.send(new GetKeyCommand({ KvsARN, Key: 'a/b ü' }))).Value, '1');
  const keys = [];
  for await (const page of paginateListKeys({ client: data, pageSize: 7 }, { KvsARN })) {
    keys.push(...page.Items.map((item) => item.Key));
  }
  assert.equal(new Set(keys).size, 21);
  await data.send(new DeleteKeyCommand({ KvsARN, Key: 'a/b ü', IfMatch: updated.ETag }));
  await assert.rejects(data.send(new GetKeyCommand({ KvsARN, Key: 'a/b ü' })), { name: 'ResourceNotFoundException' });

  const changed = await control.send(new UpdateKeyValueStoreCommand({ Name: 'js', Comment: 'second', IfMatch: created.ETag }));
  assert.equal((await control.send(new DescribeKeyValueStoreCommand({ Name: 'js' }))).KeyValueStore.Comment, 'second');
  const listed = await control.send(new ListKeyValueStoresCommand({}));
  assert.ok(listed.KeyValueStoreList.Items.some((item) => item.Name === 'js'));
  await control.send(new DeleteKeyValueStoreCommand({ Name: 'js', IfMatch: changed.ETag }));
});

await step('invalidations', async () => {
  const batch = (Quantity) => ({ DistributionId, InvalidationBatch: { CallerReference: `js-${Quantity}`, Paths: { Quantity, Items: ['/a', '/b*'] } } });
  const created = await control.send(new CreateInvalidationCommand(batch(2)));
  assert.equal(created.Invalidation.Status, 'InProgress');
  const got = await control.send(new GetInvalidationCommand({ DistributionId, Id: created.Invalidation.Id }));
  assert.deepEqual(got.Invalidation.InvalidationBatch.Paths.Items, ['/a', '/b*']);
  const listed = await control.send(new ListInvalidationsCommand({ DistributionId }));
  assert.equal(listed.InvalidationList.Quantity, 1);
  await assert.rejects(control.send(new CreateInvalidationCommand(batch(3))), { name: 'InconsistentQuantities' });
});

await step('distributions', async () => {
  const { Distribution, ETag } = await control.send(new GetDistributionCommand({ Id: DistributionId }));
  assert.equal(Distribution.DistributionConfig.Origins.Items[0].Id, 'one');
  assert.equal(Distribution.DistributionConfig.CacheBehaviors.Quantity, 0);
  const read = await control.send(new GetDistributionConfigCommand({ Id: DistributionId }));
  assert.equal(read.ETag, ETag);
  const changed = { ...read.DistributionConfig, Comment: 'from the test' };
  const updated = await control.send(new UpdateDistributionCommand({ Id: DistributionId, IfMatch: ETag, DistributionConfig: changed }));
  assert.notEqual(updated.ETag, ETag);
  assert.deepEqual(updated.Distribution.DistributionConfig, changed);
  await assert.rejects(control.send(new UpdateDistributionCommand({ Id: DistributionId, IfMatch: ETag, DistributionConfig: changed })), { name: 'PreconditionFailed' });
  const wrong = { ...changed, Aliases: { Quantity: 2, Items: ['a.example'] } };
  await assert.rejects(
    control.send(new UpdateDistributionCommand({ Id: DistributionId, IfMatch: updated.ETag, DistributionConfig: wrong })), { name: 'InconsistentQuantities' });
  await assert.rejects(control.send(new GetDistributionCommand({ Id: 'ENONE' })), { name: 'NoSuchDistribution' });
  const listed = await control.send(new ListDistributionsCommand({}));
  assert.deepEqual(listed.DistributionList.Items.map((item) => item.Comment), ['from the test']);
  await assert.rejects(control.send(new CreateDistributionCommand({ DistributionConfig: changed })), { name: 'NotImplemented' });

  const Resource = Distribution.ARN;
  await control.send(new TagResourceCommand({ Resource, Tags: { Items: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] } }));
  await control.send(new UntagResourceCommand({ Resource, TagKeys: { Items: ['b'] } }));
  const tags = await control.send(new ListTagsForResourceCommand({ Resource }));
  assert.deepEqual(tags.Tags.Items, [{ Key: 'a', Value: '1' }, { Key: 'stage', Value: 'test' }]);
});

await step('policies', async () => {
  const cache = await control.send(new GetCachePolicyCommand({ Id: '658327ea-f89d-4fab-a63d-7e88639e58f6' }));
  assert.equal(cache.CachePolicy.CachePolicyConfig.Name, 'Managed-CachingOptimized');
  assert.equal(cache.CachePolicy.CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin.EnableAcceptEncodingGzip, true);
  const pages = await control.send(new ListCachePoliciesCommand({ Type: 'managed', MaxItems: 2 }));
  assert.equal(pages.CachePolicyList.Items.length, 2);
  assert.ok(pages.CachePolicyList.NextMarker);
  const request = await control.send(new GetOriginRequestPolicyConfigCommand({ Id: 'b689b0a8-53d0-40ab-baf2-68738e2966ac' }));
  assert.deepEqual(request.OriginRequestPolicyConfig.HeadersConfig.Headers.Items, ['Host']);
  const headers = await control.send(new GetResponseHeadersPolicyCommand({ Id: '67f7725c-6f97-4210-82d7-5512b31e9d03' }));
  assert.equal(headers.ResponseHeadersPolicy.ResponseHeadersPolicyConfig.SecurityHeadersConfig.StrictTransportSecurity.AccessControlMaxAgeSec, 31536000);
  assert.equal((await control.send(new ListOriginAccessControlsCommand({}))).OriginAccessControlList.Quantity, 0);
});
