#!/usr/bin/env node
'use strict';

// The built package in an installation; in the repository the sources as they are: TypeScript is stripped of its types on
// the way, not checked.

const { existsSync } = require('node:fs');
const { join } = require('node:path');

const isRepository = existsSync(join(__dirname, '..', 'main.ts'));
if (isRepository) require('tsx/cjs');
require(isRepository ? '../main.ts' : '../../dist/cli/main.js').main(process.argv);
