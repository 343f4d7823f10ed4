import fc from 'fast-check';
import { stringify } from 'yaml';
import { loadDeployment, validateDeployment, type DeploymentInput } from '../../../lib/config';
import { isValidationError, type Issue } from '../../../lib/core';
import { acceptedDeployments } from '../../support/deployments';
import { garbled, mutated, randomNumbers } from '../../support/mutations';

const SEED = 20_261_125;
/** Those that take about ten seconds; `FUZZ_FILES=100000` takes minutes. Every run looks at the first ones of the same files. */
const FILES = Number(process.env.FUZZ_FILES ?? 8_000);
/** Files that go through YAML first. */
const TEXTS = FILES / 10;
/** Milliseconds: so much more than what a file takes that it only tells of a check that does not end. */
const TIMEOUT = 300_000 + FILES * 20;

const valid = fc.sample(acceptedDeployments, { numRuns: 200, seed: SEED });

/** What became of a file: accepted, or refused with issues; anything else is thrown on. */
function verdictOf(read: () => unknown): readonly Issue[] | 'accepted' {
  try {
    read();
    return 'accepted';
  } catch (error) {
    if (!isValidationError(error)) throw error;
    return error.issues;
  }
}

/** Runs through files of a seed; answers how many were refused. */
function refusals(count: number, file: (random: () => number, index: number) => () => unknown): number {
  let refused = 0;
  for (let index = 0; index < count; index += 1) {
    const verdict = verdictOf(file(randomNumbers(SEED + index), index));
    if (verdict === 'accepted') continue;
    refused += 1;
    if (verdict.some(({ severity, message }) => severity === 'error' && message !== '')) continue;
    throw new Error(`file ${String(index)} is refused without a reason`);
  }
  return refused;
}

const baseOf = (index: number): DeploymentInput => valid[index % valid.length]!;

describe('validation', () => {
  it('accepts what the generator of deployments makes', () => {
    fc.assert(
      fc.property(acceptedDeployments, (deployment) => {
        expect(verdictOf(() => validateDeployment(deployment))).toBe('accepted');
      }),
      { numRuns: 300, seed: SEED },
    );
  });

  it(
    `ends with a verdict on ${FILES} files with something wrong, and never with another error`,
    () => {
      const refused = refusals(FILES - TEXTS, (random, index) => {
        const input = mutated(baseOf(index), random);
        return () => validateDeployment(input as DeploymentInput);
      });
      expect(refused).toBeGreaterThan((FILES - TEXTS) / 2);
      expect(refused).toBeLessThan(FILES - TEXTS);
    },
    TIMEOUT,
  );

  it(
    'ends with a verdict on texts with something wrong: anchors, tags, brackets, control characters',
    () => {
      const texts = valid.map((deployment) => stringify(deployment));
      const refused = refusals(TEXTS, (random, index) => {
        const text = garbled(texts[index % texts.length]!, random);
        return () => loadDeployment(text);
      });
      expect(refused).toBeGreaterThan(TEXTS / 2);
      expect(refused).toBeLessThan(TEXTS);
    },
    TIMEOUT,
  );
});
