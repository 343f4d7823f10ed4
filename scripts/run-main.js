/**
 * Runs main.ts: what `cdktf synth` starts.
 *
 * A loader that compiles file by file spends more time on our two hundred small files, and on the four hundred of cdktf and
 * what that needs, than main.ts does on its work. So they are bundled into one, by the esbuild that tsx brings along, and
 * kept with V8's compiled code until a source changes.
 * Nothing is type-checked here (`npm run types` does that). Where nothing can be kept, tsx loads main.ts.
 */
const { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { Script } = require('node:vm');

const ROOT = join(__dirname, '..');
const CACHE = join(ROOT, 'node_modules', '.cache', 'causeway');
const BUNDLE = join(CACHE, 'main.js');
const SOURCES = join(CACHE, 'main.sources.json');
/** V8 keeps the functions that a run has used: one that proves nothing would leave those of the proof out for all others. */
const CODE = join(
  CACHE,
  `main.${process.version}.${process.arch}.${process.env.CAUSEWAY_PROOF === 'off' ? 'unproven.' : ''}code`,
);

/** How the bundle is made. */
const HOW = 'scripts/run-main.js';

/** What npm has installed. */
const INSTALLED = 'node_modules/.package-lock.json';

/** What `__filename` is in the bundle. Only this file of cdktf asks, to run itself when it makes a zip of an asset. */
const FILENAME = join(ROOT, 'node_modules', 'cdktf', 'lib', 'private', 'fs.js');

/** When a file was last changed and how long it is. */
function stampOf(file) {
  const stat = statSync(join(ROOT, file), { throwIfNoEntry: false });
  return stat ? `${stat.mtimeMs} ${stat.size}` : 'gone';
}

function isFresh() {
  const sources = Object.entries(JSON.parse(readOr('{}', SOURCES)));
  return sources.length > 0 && sources.every(([file, stamp]) => stampOf(file) === stamp);
}

/** Several runs may do this at once: each file appears whole. */
function bundle() {
  const started = Date.now();
  const { buildSync } = require(require.resolve('esbuild', { paths: [require.resolve('tsx/package.json')] }));
  const { metafile, outputFiles } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: ['main.ts'],
    outfile: BUNDLE,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node20',
    minifyWhitespace: true,
    logLevel: 'silent',
  });
  mkdirSync(CACHE, { recursive: true });
  replace(BUNDLE, outputFiles[0].contents);
  // npm rewrites its own list whenever it changes a package, so that one file stands for all of theirs.
  const ours = Object.keys(metafile.inputs).filter((file) => !file.startsWith('node_modules/'));
  const sources = [...ours, HOW, INSTALLED].map((file) => [file, stampOf(file)]);
  // A source that changed while we read it may be in the bundle either way: then the next run bundles again.
  if (sources.some(([, stamp]) => !(parseFloat(stamp) < started))) return;
  replace(SOURCES, JSON.stringify(Object.fromEntries(sources)));
}

function replace(file, contents) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, contents);
  renameSync(draft, file);
}

function readOr(fallback, file) {
  try {
    return readFileSync(file, fallback === undefined ? undefined : 'utf8');
  } catch {
    return fallback;
  }
}

/** V8 refuses compiled code that is of another source or version; then it is written anew, after the run knows what it used. */
function execute() {
  const source = readFileSync(BUNDLE, 'utf8');
  const cachedData = readOr(undefined, CODE);
  const script = new Script(Module.wrap(source), { filename: BUNDLE, cachedData });
  const module = new Module(BUNDLE);
  module.paths = Module._nodeModulePaths(ROOT);
  script.runInThisContext().call(module.exports, module.exports, module.require.bind(module), module, FILENAME, CACHE);
  if (cachedData === undefined || script.cachedDataRejected) attempt(() => replace(CODE, script.createCachedData()));
}

function attempt(action) {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

if (attempt(() => isFresh() || bundle())) {
  execute();
} else {
  require('tsx/cjs');
  require('../main.ts');
}
