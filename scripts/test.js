'use strict';

// `npm test`: installs if needed, runs every suite, and closes with one plain line of counts.
// Arguments go to jest, for example: npm test -- lib/cen

const { spawnSync } = require('node:child_process');
const { mkdirSync, readFileSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const { install, root } = require('./install');

install();
const folder = join(root, '.causeway');
const results = join(folder, 'test-results.json');
mkdirSync(folder, { recursive: true });
rmSync(results, { force: true });

const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const run = spawnSync(
  process.execPath,
  [jest, '--json', `--outputFile=${results}`, ...process.argv.slice(2)],
  // Results go to the file; what jest prints for people is on standard error.
  { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
);

const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(
  readFileSync(results, 'utf8'),
);
const failed = numFailedTests + numRuntimeErrorTestSuites;
const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
console.log(`${numPassedTests} passed, ${failed} failed${skipped}`);
process.exit(run.status ?? 1);
