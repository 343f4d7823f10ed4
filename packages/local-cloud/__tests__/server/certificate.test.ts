import { createPrivateKey, X509Certificate } from 'node:crypto';
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

test.each(['server-key.pem', 'server.pem', 'ca.pem'])(
  'is made anew when %s cannot be read or is of another',
  async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'certificate-test-'));
    const other = mkdtempSync(join(tmpdir(), 'certificate-test-'));
    await loadCertificate(other, Date.now());
    const { authority } = await loadCertificate(folder, Date.now());
    expect((await loadCertificate(folder, Date.now())).authority).toBe(authority);

    for (const content of ['', 'garbage', readFileSync(join(other, name), 'utf8')]) {
      writeFileSync(join(folder, name), content);
      const { key, chain, authority: own } = await loadCertificate(folder, Date.now());
      expect(new X509Certificate(chain).verify(new X509Certificate(own).publicKey)).toBe(true);
      expect(new X509Certificate(chain).checkPrivateKey(createPrivateKey(key))).toBe(true);
    }
    for (const made of [folder, other]) rmSync(made, { recursive: true });
  },
);
