// Runs commands of the AWS CLI that are newer than Debian's by AWS's own client: the operation and its members are those of the command.
import { lookup } from 'node:dns';
import { Agent } from 'node:http';
import { CloudFrontKeyValueStore } from '@aws-sdk/client-cloudfront-keyvaluestore';
import { SQS } from '@aws-sdk/client-sqs';
import '@aws-sdk/signature-v4a';

const { ENDPOINT: endpoint, COMMANDS } = process.env;
const region = 'us-east-1';
// The client puts the account in front of the host, which not every machine resolves.
const httpAgent = new Agent({ lookup: (_host, options, done) => lookup('127.0.0.1', options, done) });
const clients = {
  'cloudfront-keyvaluestore': new CloudFrontKeyValueStore({ endpoint: endpoint.replace('127.0.0.1', 'localhost'), region, requestHandler: { httpAgent } }),
  sqs: new SQS({ endpoint, region }),
};

const names = { 'kvs-arn': 'KvsARN' };
const pascal = (name) => names[name] ?? name.split('-').map((part) => part[0].toUpperCase() + part.slice(1)).join('');

for (const command of COMMANDS.split('\n')) {
  const [, service, operation, ...options] = command.split(' ');
  const input = {};
  for (let i = 0; i < options.length; i += 2) {
    const value = options[i + 1];
    input[pascal(options[i].slice(2))] = /^\d+$/.test(value) ? Number(value) : value;
  }

  const name = pascal(operation);
  const { $metadata, ...output } = await clients[service][name[0].toLowerCase() + name.slice(1)](input);
  console.log(JSON.stringify(output));
}
