import { CATALOGUE } from '../../../lib/config/rules/catalogue';
import { PAGES } from '../../../lib/config/rules/sources';
import { CODES_OF_SECTION_1 } from './rules-of-section-1';

describe('the catalogue of rules', () => {
  it('forgets no rule of the reference', () => {
    const known = new Set(CATALOGUE.map(({ code }) => code));
    expect(CODES_OF_SECTION_1.length).toBeGreaterThan(80);
    expect(CODES_OF_SECTION_1.filter((code) => !known.has(code))).toEqual([]);
  });

  it('has one line for a code, a moment and a way to check', () => {
    const lines = CATALOGUE.map(({ code, when, by }) => [code, when, by].join(' '));
    expect(lines.filter((line, index) => lines.indexOf(line) < index)).toEqual([]);
  });

  it.each(CATALOGUE)('says of $code ($when) what must hold in one line, and who says so', ({ summary, source, by }) => {
    expect(summary).toMatch(/^[^A-Z\n][^\n]*[^.\n]$|^(ALB|HTTPS|IPv6|ALBs|Platinum)\b[^\n]*[^.\n]$/);
    expect(by).not.toBe('');
    expect(source.pages.filter((page) => !(page in PAGES))).toEqual([]);
    expect(source.mark === undefined).toBe(source.pages.length === 0);
  });

  it('refuses nothing of which nobody knows', () => {
    const guesses = CATALOGUE.filter(
      ({ source, severity }) => severity === 'error' && 'UO'.includes(source.mark ?? '-'),
    );
    expect(guesses.map(({ code }) => code)).toEqual([]);
  });
});
