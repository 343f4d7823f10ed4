'use strict';

// `npm start`: the main job, on the local cloud. The command runs in this process, so that a Ctrl-C reaches it once.

const { install, root } = require('./install');

install();
process.chdir(root);
process.argv.splice(2, 0, 'up');
require('../cli/bin/causeway.js');
