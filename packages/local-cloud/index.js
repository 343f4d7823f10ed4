'use strict';

// The built package in an installation; in the repository the sources, so that nothing has to be built to be tried.

const { existsSync } = require('node:fs');
const { join } = require('node:path');

module.exports = require(existsSync(join(__dirname, 'src')) ? './src/index.ts' : './dist/index.js');
