'use strict';

// `npm start`: the main job, on the local cloud; a rehearsal of it where Terraform is not to be had. The command runs in this process, so that a Ctrl-C reaches it once.

const { install, root } = require('./install');

install();
process.chdir(root);
process.argv.splice(2, 0, 'up', '--or-rehearse');
require('../cli/bin/causeway.js');
