import { kinds } from '../../../cli/orphans/kinds';
import { resourceTypes } from '../../../cli/rehearse/resources';

describe('the kinds of things that are looked for', () => {
  it('are all the resource types that a stack can have', () => {
    expect(kinds.map(({ type }) => type).sort()).toEqual([...resourceTypes.keys()].sort());
  });

  it('are found in some way each, below what comes before them', () => {
    const types = kinds.map(({ type }) => type);
    for (const { type, tagged, all, below = {} } of kinds) {
      const parents = Object.keys(below);
      expect(tagged ?? all ?? parents[0]).toBeDefined();
      expect(parents.filter((parent) => types.indexOf(parent) >= types.indexOf(type))).toEqual([]);
    }
  });
});
