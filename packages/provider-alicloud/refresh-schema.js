'use strict';

// Rewrites schema.json from the provider that keep.json names: see README.md.

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { cutSchema, renderSchema } = require('./cut-schema');
const keep = require('./keep.json');

const TERRAFORM = process.env.TERRAFORM_BINARY_NAME || 'terraform';
const MIRROR_BESIDE_REPOSITORY = path.resolve(__dirname, '../../../shared/terraform-mirror');

/** The provider mirror to install from; none when Terraform's own configuration decides. */
function mirror() {
  if (process.env.CAUSEWAY_PROVIDER_MIRROR) return path.resolve(process.env.CAUSEWAY_PROVIDER_MIRROR);
  if (fs.existsSync(process.env.TF_CLI_CONFIG_FILE ?? '')) return undefined;
  return fs.existsSync(MIRROR_BESIDE_REPOSITORY) ? MIRROR_BESIDE_REPOSITORY : undefined;
}

/** Terraform's environment: its own, or one whose CLI configuration names nothing but the mirror. */
function environment(folder) {
  const env = { ...process.env, CHECKPOINT_DISABLE: '1' };
  const from = mirror();
  if (!from) return env;

  const file = path.join(folder, 'mirror.tfrc');
  fs.writeFileSync(
    file,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(from)}\n  }\n}\n`,
  );
  return { ...env, TF_CLI_CONFIG_FILE: file };
}

function refresh() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'provider-alicloud-'));
  try {
    const requirement = { alicloud: { source: keep.source, version: keep.version } };
    fs.writeFileSync(
      path.join(folder, 'main.tf.json'),
      JSON.stringify({ terraform: { required_providers: requirement } }),
    );

    const options = { cwd: folder, env: environment(folder), encoding: 'utf8', maxBuffer: 1 << 28 };
    execFileSync(TERRAFORM, ['init', '-no-color', '-input=false'], { ...options, stdio: ['ignore', 2, 2] });
    const full = JSON.parse(execFileSync(TERRAFORM, ['providers', 'schema', '-json'], options));

    fs.writeFileSync(path.join(__dirname, 'schema.json'), renderSchema(cutSchema(full, keep)));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

refresh();
