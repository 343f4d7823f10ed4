'use strict';

const { basename } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

/** Suites that take minutes, the longest first: one of them begun last would be waited for alone. */
const SLOWEST = [
  'examples',
  'package',
  'interruptions',
  'kill',
  'life-cycle',
  'up',
  'every-resource',
  'regions',
  'state',
  'fresh-clone',
  'terraform-command',
  'github-actions',
];

/**
 * Begins with the suites that run Terraform, the slowest first: those wait for the provider's pauses, and the others fill the
 * processors meanwhile. On a fresh clone jest knows no durations, and would go by the size of files.
 */
class TestOrder extends Sequencer {
  sort(tests) {
    return super
      .sort(tests)
      .map((test, at) => ({ test, at, rank: rank(test) }))
      .sort((one, other) => one.rank - other.rank || one.at - other.at)
      .map(({ test }) => test);
  }
}

function rank({ path, context }) {
  if (context.config.displayName?.name !== 'e2e') return SLOWEST.length + 1;
  const at = SLOWEST.indexOf(basename(path, '.test.ts'));
  return at < 0 ? SLOWEST.length : at;
}

module.exports = TestOrder;
