// node instrument.mjs <viewer-request.js> <folder>
// Writes the edge function with Istanbul's counters as CloudFront's runtime takes it: within 10,240 bytes and without Istanbul's own object of counters, which
// needs what the runtime lacks. Each run logs what it counted; Podcast.Tests adds it up (Testing/Functions/EdgeCoverage.cs).
import { createInstrumenter } from 'istanbul-lib-instrument';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [source, folder] = process.argv.slice(2);
const instrumenter = createInstrumenter({ esModules: true, coverageGlobalScopeFunc: false, coverageGlobalScope: 'globalThis', generatorOpts: { comments: false, minified: true } });
const code = instrumenter.instrumentSync(readFileSync(source, 'utf8'), source);

const counters = /^function (cov_\w+)\(/.exec(code)[1];
const call = `${counters}();`;
const body = code
  .slice(code.indexOf(call) + call.length)
  .replaceAll(new RegExp(`${counters}\\(\\)\\.([sfb])\\[(\\d+)\\](?:\\[(\\d+)\\])?\\+\\+`, 'g'), (_, kind, index, path) => `$('${kind}${index}${path === undefined ? '' : '.' + path}')`)
  .replace('async function handler(', 'async function counted(');
if (body.includes(counters) || !body.includes('async function counted(')) {
  throw new Error('Istanbul writes counters in another way than this script reads them.');
}

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'map.json'), JSON.stringify(instrumenter.lastFileCoverage()));
writeFileSync(join(folder, 'viewer-request.js'), body + `
var counts;
function $(part) { counts = counts || {}; counts[part] = (counts[part] || 0) + 1; }
async function handler(event) { const result = await counted(event); console.log('counts ' + JSON.stringify(counts)); return result; }
`);
