// Applies cdk-nag's AwsSolutions rules to a synthesized template and prints each finding with its resource.
import { App, Aspects, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { AwsSolutionsChecks } from 'cdk-nag';

const app = new App({ analyticsReporting: false });
const stack = new Stack(app, 'Checked', { env: { region: 'us-east-1', account: '000000000000' } });
new CfnInclude(stack, 'Template', { templateFile: process.env.TEMPLATE });
Aspects.of(stack).add(new AwsSolutionsChecks());
const annotations = Annotations.fromStack(stack);
const any = Match.stringLikeRegexp('.*');
const found = [...annotations.findError('*', any), ...annotations.findWarning('*', any)];
console.log(JSON.stringify(found.map(entry => ({ resource: entry.id, text: entry.entry.data }))));
