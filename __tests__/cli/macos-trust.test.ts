import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trustHint } from '../../cli/macos-trust';

describe('trustHint', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-trust-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('says on a Mac which command trusts the certificate, which lies in a file of its own', () => {
    const hint = trustHint({ cloud: { ca: 'PEM' }, folder, platform: 'darwin' });
    const file = join(folder, 'ca.pem');
    expect(hint).toContain('SSL_CERT_FILE');
    expect(hint).toMatch(new RegExp(`security add-trusted-cert .* ${file}`));
    expect(hint).toContain(`security remove-trusted-cert ${file}`);
    expect(readFileSync(file, 'utf8')).toBe('PEM');
  });

  it.each(['linux', 'win32'] as const)('has nothing to say on %s', (platform) => {
    expect(trustHint({ cloud: { ca: 'PEM' }, folder, platform })).toBeUndefined();
  });
});
