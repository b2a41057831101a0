// node report.mjs <folder> <cobertura.xml>
// Puts together what instrument.mjs and the tests left in the folder.
import coverage from 'istanbul-lib-coverage';
import report from 'istanbul-lib-report';
import reports from 'istanbul-reports';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const [folder, output] = process.argv.slice(2);
const file = JSON.parse(readFileSync(join(folder, 'map.json'), 'utf8'));
for (const [part, count] of Object.entries(JSON.parse(readFileSync(join(folder, 'counts.json'), 'utf8')))) {
  const [index, path] = part.slice(1).split('.');
  if (path === undefined) {
    file[part[0]][index] += count;
  } else {
    file.b[index][path] += count;
  }
}

const context = report.createContext({ dir: dirname(output), coverageMap: coverage.createCoverageMap({ [file.path]: file }) });
reports.create('cobertura', { file: basename(output), projectRoot: dirname(file.path) }).execute(context);

// Istanbul calls what is in no folder "main".
writeFileSync(output, readFileSync(output, 'utf8').replace('<package name="main"', `<package name="${basename(file.path)}"`));
