import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCertificate } from '../../src/server/certificate';

test('the bundle keeps the authorities that clients trusted before, and is no source of its own', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-test-'));
  const company = join(folder, 'company.pem');
  const pem = '-----BEGIN CERTIFICATE-----\nQ09NUEFOWQ==\n-----END CERTIFICATE-----';
  writeFileSync(company, `# ours\n${pem}\n`);

  const { bundleFile, authority } = await loadCertificate(folder, Date.now(), company);
  const first = readFileSync(bundleFile, 'utf8');
  await loadCertificate(folder, Date.now(), bundleFile);
  const second = readFileSync(bundleFile, 'utf8');
  rmSync(folder, { recursive: true });

  expect(first).toContain(pem);
  expect(first).toContain(authority.trim());
  expect(second).not.toContain(pem);
});
