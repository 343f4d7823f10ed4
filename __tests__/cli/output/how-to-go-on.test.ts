import { howToGoOn } from '../../../cli/output/how-to-go-on';

const commands = (ending: Parameters<typeof howToGoOn>[0]): readonly string[] =>
  howToGoOn(ending).map(({ text }) => text.trim());

describe('howToGoOn', () => {
  it('offers to go on where something stands', () => {
    expect(commands({ standing: 12, folder: '.causeway/up/a', untracked: false })).toEqual([
      'The local cloud keeps 12 things in .causeway/up/a. No real account is touched.',
      'npx causeway up',
      'npx causeway up --clean',
      'rm -r .causeway/up/a',
    ]);
  });

  it('offers no going on where the state may not know what was made', () => {
    const lines = commands({ standing: 1, folder: 'x', untracked: true });
    expect(lines[0]).toContain('going on would not help');
    expect(lines.slice(1)).toEqual(['npx causeway up --clean', 'rm -r x']);
  });

  it('says that nothing stands, and quotes a folder with spaces', () => {
    expect(commands({ standing: 0, folder: 'my folder', untracked: false })).toEqual([
      'Nothing stands in the local cloud.',
      'npx causeway up',
      "rm -r 'my folder'",
    ]);
  });
});
