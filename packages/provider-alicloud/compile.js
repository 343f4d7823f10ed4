'use strict';

const fs = require('node:fs');
const path = require('node:path');

/**
 * Compiles generated bindings to CommonJS with type declarations, behind an index that loads each resource on first use.
 *
 * @param {string} sources the folder the generator wrote: index.ts beside one folder per resource
 * @param {string} output the folder to write
 */
function compile(sources, output) {
  const ts = require('typescript');
  const program = ts.createProgram([path.join(sources, 'index.ts')], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    rootDir: sources,
    outDir: output,
    declaration: true,
    skipLibCheck: true,
    types: [],
  });
  const problems = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  if (problems.length > 0) {
    throw new Error(
      ts.formatDiagnostics(problems, { ...ts.sys, getCanonicalFileName: (name) => name, getNewLine: () => '\n' }),
    );
  }

  fs.writeFileSync(path.join(output, 'index.js'), lazyIndex(fs.readFileSync(path.join(sources, 'index.ts'), 'utf8')));
}

/** The index as getters: the eager one would load 1.4 MB of code to create one VPC. */
function lazyIndex(index) {
  const getters = [...index.matchAll(/^export \* as (\w+) from '(.+)';$/gm)].map(
    ([, name, folder]) =>
      `Object.defineProperty(exports, '${name}', { enumerable: true, get: function () { return require('${folder}'); } });`,
  );
  if (getters.length === 0) throw new Error('the generator wrote an index without exports');

  return ["'use strict';", "Object.defineProperty(exports, '__esModule', { value: true });", ...getters, ''].join('\n');
}

module.exports = { compile };
