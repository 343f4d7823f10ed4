#!/usr/bin/env node
'use strict';

// The sources run as they are: TypeScript is stripped of its types on the way, not checked.
require('tsx/cjs');
require('../main.ts').main(process.argv);
