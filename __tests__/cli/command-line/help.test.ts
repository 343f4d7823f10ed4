import { Command } from 'commander';
import { addLocal } from '../../../cli/command-line/local';
import { addProbe } from '../../../cli/command-line/probe';
import { helpOfAnyWidth } from '../../../cli/command-line/help';

/** The help of a command in a terminal of some columns. */
function helpIn(width: number, add: (program: Command) => void): readonly string[] {
  const program = new Command('causeway')
    .configureHelp(helpOfAnyWidth)
    .configureOutput({ getOutHelpWidth: () => width });
  add(program);
  const [command] = program.commands;
  return command!.helpInformation().split('\n');
}

describe('the help', () => {
  it.each([
    ['local', 60, addLocal],
    ['local', 80, addLocal],
    ['probe', 60, addProbe],
  ] as const)('of %s keeps to a terminal of %d columns', (_, width, add) => {
    const lines = helpIn(width, add);
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((line) => line.length > width)).toEqual([]);
  });

  it('has what is said of an item beside it where there is room, and below it where there is none', () => {
    expect(helpIn(120, addLocal)).toContainEqual(expect.stringMatching(/^ {2}stop-server .* {2}stop an instance, by/));
    const narrow = helpIn(60, addLocal);
    const at = narrow.indexOf('  stop-server [options] <server>');
    expect(narrow[at + 1]).toBe('      stop an instance, by its id or name');
  });
});
