import { driftReport } from '../../../cli/output/drift-report';
import { driftOf } from '../../../lib/drift';
import { recorded } from '../../lib/drift/support/plans';

describe('drift, for people', () => {
  it('fits 60 columns, whatever the names', () => {
    for (const name of ['by-hand', 'attachment-gone', 'group-swapped']) {
      const lines = driftReport(driftOf(recorded(name)), 60).split('\n');
      expect(lines.filter((line) => line.length > 60)).toEqual([]);
    }
  });

  it('tells what went with something once: below it', () => {
    const text = driftReport(driftOf(recorded('attachment-gone')), Number.POSITIVE_INFINITY);
    expect(text.match(/^- removed /gm)).toHaveLength(1);
    expect(text.match(/^ {2}· with it went: /gm)).toHaveLength(10);
    expect(text).toContain('✘ drift: 11 of 49 resources changed outside Terraform');
  });

  it('says why the proof cannot tell', () => {
    const text = driftReport(driftOf(recorded('group-swapped')), Number.POSITIVE_INFINITY);
    expect(text).toMatch(/^ {2}\? 8 of 8 source ranges of \S+ cannot be told$/m);
    expect(text).toMatch(/^ {2}\? the proof cannot tell all of it: .* the rules of sg-\w+ are not part of this/m);
    expect(text).not.toContain('no effect on the proof');
    expect(text).toContain('· --assume-complete takes it that what exists already holds no more than is shown\n');
  });

  it('says what was taken for granted', () => {
    const drift = driftOf(recorded('group-swapped'), { assumeComplete: true });
    const text = driftReport(drift, Number.POSITIVE_INFINITY);
    expect(text).toMatch(/^ {2}· taken for granted: alicloud_instance\.\S+: the rules of sg-\w+ are not part of this/m);
    expect(text).not.toContain('--assume-complete');
  });

  it('says that the proof does not look at servers where one does not run', () => {
    const text = driftReport(driftOf(recorded('by-hand')), Number.POSITIVE_INFINITY);
    expect(text).toMatch(/✘ no answer from \S+: its instance does not run\n {2}· the next apply leaves it so/);
    expect(text).toContain('· the proof looks at the network, not at whether servers run');
  });
});
