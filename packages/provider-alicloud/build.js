'use strict';

// Generates and compiles the bindings into lib/: see README.md. Runs at every install, so it does nothing when lib/ is current.

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { compile } = require('./compile');
const { source, version } = require('./keep.json');

const SCHEMA = path.join(__dirname, 'schema.json');
const STAGING = path.join(__dirname, '.gen');
const LIB = path.join(__dirname, 'lib');
const STAMP = path.join(LIB, 'stamp.json');

/** What lib/ was built from: a change of any of these makes it stale. */
function inputs() {
  const files = ['schema.json', 'keep.json', 'build.js', 'compile.js'];
  const hash = createHash('sha256');
  for (const file of files) hash.update(fs.readFileSync(path.join(__dirname, file)));

  return JSON.stringify({
    files: hash.digest('hex'),
    generator: require('@cdktf/provider-generator/package.json').version,
    typescript: require('typescript/package.json').version,
  });
}

/** Writes the TypeScript sources and returns their folder: one folder per resource and an index. */
async function generate() {
  // Loading the generator runs `terraform version` and, when that fails, reports to a HashiCorp server; it needs neither.
  process.env.CHECKPOINT_DISABLE = '1';
  process.env.TERRAFORM_BINARY_NAME = 'true';
  const { CodeMaker, TerraformProviderConstraint, TerraformProviderGenerator } = require('@cdktf/provider-generator');

  // `generateProviderBindingsFromSchema` is these three lines without the version, which would leave
  // `required_providers` unpinned in everything that is synthesized.
  const code = new CodeMaker();
  new TerraformProviderGenerator(code, JSON.parse(fs.readFileSync(SCHEMA, 'utf8'))).generate(
    new TerraformProviderConstraint(`${source}@${version}`),
  );
  await code.save(STAGING);
  return path.join(STAGING, 'providers', 'alicloud');
}

async function build() {
  const wanted = inputs();
  if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === wanted) return;

  fs.rmSync(STAGING, { recursive: true, force: true });
  try {
    const output = path.join(STAGING, 'lib');
    compile(await generate(), output);
    fs.writeFileSync(path.join(output, path.basename(STAMP)), wanted);
    fs.rmSync(LIB, { recursive: true, force: true });
    fs.renameSync(output, LIB);
  } finally {
    fs.rmSync(STAGING, { recursive: true, force: true });
  }
}

build().catch((error) => {
  const hint =
    error.code === 'MODULE_NOT_FOUND'
      ? '; run `npm ci` at the root of the repository, with development dependencies'
      : '';
  const [reason] = error.message.split('\nRequire stack');
  console.error(`@cdktf/provider-alicloud: the bindings could not be generated from schema.json: ${reason}${hint}`);
  process.exitCode = 1;
});
