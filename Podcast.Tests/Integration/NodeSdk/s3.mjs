// Drives S3 of the local AWS with AWS's client and its defaults. Endpoint, credentials and buckets come from the environment. Prints a line
// for each step; ends with an error at the first that fails.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand, CompleteMultipartUploadCommand, CopyObjectCommand, CreateMultipartUploadCommand, DeleteObjectCommand,
  DeleteObjectsCommand, GetObjectCommand, GetObjectTaggingCommand, HeadObjectCommand, ListMultipartUploadsCommand, ListObjectVersionsCommand,
  ListPartsCommand, PutObjectCommand, PutObjectTaggingCommand, S3Client, UploadPartCommand, UploadPartCopyCommand, paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

const { AWS_ENDPOINT_URL: endpoint, BUCKET: Bucket, VERSIONED_BUCKET: Versioned } = process.env;
const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, maxAttempts: 1 });
const bytes = async (body) => Buffer.from(await body.transformToByteArray());

async function step(name, run) {
  await run();
  console.log(name);
}

await step('put and get a buffer, with checksums', async () => {
  const data = randomBytes(300_000);
  const put = await client.send(new PutObjectCommand({ Bucket, Key: 'js/buffer ü+', Body: data, ContentType: 'audio/mpeg', Metadata: { a: '1' }, Tagging: 'state=new' }));
  const got = await client.send(new GetObjectCommand({ Bucket, Key: 'js/buffer ü+', ChecksumMode: 'ENABLED' }));
  assert.deepEqual(await bytes(got.Body), data);
  assert.equal(got.ETag, put.ETag);
  assert.equal(got.ChecksumCRC32, put.ChecksumCRC32);
  assert.equal(got.Metadata.a, '1');
  assert.equal(got.TagCount, 1);
});

await step('put a stream of known length', async () => {
  const data = randomBytes(200_000);
  await client.send(new PutObjectCommand({ Bucket, Key: 'js/stream', Body: Readable.from([data.subarray(0, 70_000), data.subarray(70_000)]), ContentLength: data.length }));
  const got = await client.send(new GetObjectCommand({ Bucket, Key: 'js/stream', Range: 'bytes=-1000' }));
  assert.deepEqual(await bytes(got.Body), data.subarray(-1000));
  assert.equal(got.ContentRange, 'bytes 199000-199999/200000');
});

await step('conditions', async () => {
  const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'js/stream' }));
  await assert.rejects(client.send(new GetObjectCommand({ Bucket, Key: 'js/stream', IfNoneMatch: head.ETag })), (error) => error.$metadata.httpStatusCode === 304);
  await assert.rejects(client.send(new PutObjectCommand({ Bucket, Key: 'js/stream', Body: 'x', IfNoneMatch: '*' })), { name: 'PreconditionFailed' });
  await assert.rejects(client.send(new GetObjectCommand({ Bucket, Key: 'js/none' })), { name: 'NoSuchKey' });
  await assert.rejects(client.send(new GetObjectCommand({ Bucket, Key: 'js/stream', Range: 'bytes=200000-' })), { name: 'InvalidRange' });
});

await step('copy, tag, list and delete', async () => {
  await client.send(new CopyObjectCommand({ Bucket, Key: 'js/copy', CopySource: `${Bucket}/${encodeURIComponent('js/buffer ü+')}` }));
  await client.send(new PutObjectTaggingCommand({ Bucket, Key: 'js/copy', Tagging: { TagSet: [{ Key: 'b', Value: '2' }] } }));
  const tags = await client.send(new GetObjectTaggingCommand({ Bucket, Key: 'js/copy' }));
  assert.deepEqual(tags.TagSet, [{ Key: 'b', Value: '2' }]);
  const keys = [];
  for await (const page of paginateListObjectsV2({ client, pageSize: 1 }, { Bucket, Prefix: 'js/' })) {
    keys.push(...page.Contents.map((item) => item.Key));
  }
  assert.deepEqual(keys, ['js/buffer ü+', 'js/copy', 'js/stream']);
  const deleted = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: keys.map((Key) => ({ Key })) } }));
  assert.equal(deleted.Deleted.length, 3);
});

await step('an upload in parts', async () => {
  const part = randomBytes(5 * 1024 * 1024);
  const tail = randomBytes(1234);
  await client.send(new PutObjectCommand({ Bucket, Key: 'js/tail', Body: tail }));
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'js/parts' }));
  const first = await client.send(new UploadPartCommand({ Bucket, Key: 'js/parts', UploadId, PartNumber: 1, Body: part }));
  const second = await client.send(new UploadPartCopyCommand({ Bucket, Key: 'js/parts', UploadId, PartNumber: 2, CopySource: `${Bucket}/js/tail` }));
  const { Parts } = await client.send(new ListPartsCommand({ Bucket, Key: 'js/parts', UploadId }));
  assert.deepEqual(Parts.map((item) => [item.PartNumber, item.Size]), [[1, part.length], [2, tail.length]]);
  const completed = await client.send(new CompleteMultipartUploadCommand({
    Bucket, Key: 'js/parts', UploadId,
    MultipartUpload: { Parts: [{ PartNumber: 1, ETag: first.ETag, ChecksumCRC32: first.ChecksumCRC32 }, { PartNumber: 2, ETag: second.CopyPartResult.ETag, ChecksumCRC32: second.CopyPartResult.ChecksumCRC32 }] },
  }));
  assert.match(completed.ETag, /^"[0-9a-f]{32}-2"$/);
  const got = await client.send(new GetObjectCommand({ Bucket, Key: 'js/parts', ChecksumMode: 'ENABLED' }));
  assert.deepEqual(await bytes(got.Body), Buffer.concat([part, tail]));
  const { UploadId: other } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'js/other' }));
  await client.send(new AbortMultipartUploadCommand({ Bucket, Key: 'js/other', UploadId: other }));
  const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'js/' }));
  assert.equal(Uploads, undefined);
});

await step('versions', async () => {
  const first = await client.send(new PutObjectCommand({ Bucket: Versioned, Key: 'js', Body: 'one' }));
  await client.send(new PutObjectCommand({ Bucket: Versioned, Key: 'js', Body: 'two' }));
  const marker = await client.send(new DeleteObjectCommand({ Bucket: Versioned, Key: 'js' }));
  assert.equal(marker.DeleteMarker, true);
  const listed = await client.send(new ListObjectVersionsCommand({ Bucket: Versioned, Prefix: 'js' }));
  assert.deepEqual([listed.Versions.length, listed.DeleteMarkers.length], [2, 1]);
  const got = await client.send(new GetObjectCommand({ Bucket: Versioned, Key: 'js', VersionId: first.VersionId }));
  assert.equal(await got.Body.transformToString(), 'one');
});

await step('presigned addresses', async () => {
  const put = await fetch(await getSignedUrl(client, new PutObjectCommand({ Bucket, Key: 'js/presigned' }), { expiresIn: 60 }), { method: 'PUT', body: 'hello' });
  assert.equal(put.status, 200);
  const got = await fetch(await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: 'js/presigned' }), { expiresIn: 60 }), { headers: { range: 'bytes=1-2' } });
  assert.deepEqual([got.status, await got.text()], [206, 'el']);
});
