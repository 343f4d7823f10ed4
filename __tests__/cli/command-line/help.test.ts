import { Command } from 'commander';
import { addDrift } from '../../../cli/command-line/drift';
import { helpOfAnyWidth } from '../../../cli/command-line/help';
import { addImport } from '../../../cli/command-line/import';
import { addLocal } from '../../../cli/command-line/local';
import { addOrphans } from '../../../cli/command-line/orphans';
import { addProbe } from '../../../cli/command-line/probe';
import { addProofCommands } from '../../../cli/command-line/proof';

/** The help of a command in a terminal of some columns, with what stands below it. */
function helpIn(width: number, add: (program: Command) => void): readonly string[] {
  let help = '';
  const program = new Command('causeway')
    .configureHelp(helpOfAnyWidth)
    .configureOutput({ getOutHelpWidth: () => width, writeOut: (text) => (help += text) });
  add(program);
  const [command] = program.commands;
  command!.outputHelp();
  return help.split('\n');
}

describe('the help', () => {
  it.each([
    ['local', 60, addLocal],
    ['local', 80, addLocal],
    ['drift', 60, addDrift],
    ['import', 60, addImport],
    ['orphans', 60, addOrphans],
    ['probe', 70, addProbe],
    ['verify', 66, addProofCommands],
  ] as const)('of %s keeps to a terminal of %d columns', (_, width, add) => {
    const lines = helpIn(width, add);
    expect(lines).toContainEqual(expect.stringMatching(/^ *Example/));
    expect(lines.filter((line) => line.length > width)).toEqual([]);
  });

  it('says nothing of a default that is no value', () => {
    expect(helpIn(80, addProofCommands).join('\n')).not.toContain('default: []');
  });

  it('has what is said of an item beside it where there is room, and below it where there is none', () => {
    expect(helpIn(120, addLocal)).toContainEqual(expect.stringMatching(/^ {2}stop-server .* {2}stop an instance, by/));
    const narrow = helpIn(60, addLocal);
    const at = narrow.indexOf('  stop-server [options] <server>');
    expect(narrow[at + 1]).toBe('      stop an instance, by its id or name');
  });
});
