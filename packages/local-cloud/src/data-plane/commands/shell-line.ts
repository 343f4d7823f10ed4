/** A line of a script that runs one program and does not need a shell to be understood. */
export interface ShellLine {
  readonly words: readonly string[];
  /** `2>&1`. */
  readonly mergesErrors: boolean;
  /** `| head -c 2000`: the bytes that are left of what is printed. */
  readonly head?: number;
}

/** What stands for nothing but itself outside of quotes, and what quotes keep as it is. */
const part = /[\w\-./:?=%@,+~[\]]+|'[^']*'|"[^"$`\\]*"/y;

/** Reads a line; `undefined` for one that does more: variables, redirections to files, several programs. */
export function readShellLine(line: string): ShellLine | undefined {
  const [command = '', after, ...more] = splitOutsideQuotes(line.trim());
  const head = after === undefined ? undefined : /^head -c ?(\d{1,9})$/.exec(after.trim())?.[1];
  if (more.length > 0 || (after !== undefined && head === undefined)) return undefined;
  const [, program = '', merges] = /^(.*?)(\s2>&1)?$/s.exec(command.trim()) ?? [];
  const words = readWords(program.trim());
  return words && { words, mergesErrors: merges !== undefined, ...(head !== undefined && { head: Number(head) }) };
}

/** The programs of a pipe. */
function splitOutsideQuotes(line: string): readonly string[] {
  const pieces = line.match(/'[^']*'|"[^"]*"|\||[^'"|]+|['"]/g) ?? [];
  return pieces.reduce<readonly string[]>(
    (programs, piece) =>
      piece === '|' ? [...programs, ''] : [...programs.slice(0, -1), `${programs.at(-1) ?? ''}${piece}`],
    [''],
  );
}

function readWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  for (let at = 0, isOpen = false; at < text.length;) {
    if (/\s/.test(text[at] ?? '')) {
      isOpen = false;
      at += 1;
      continue;
    }
    part.lastIndex = at;
    const found = part.exec(text)?.[0];
    if (found === undefined) return undefined;
    const plain = /^['"]/.test(found) ? found.slice(1, -1) : found;
    if (isOpen) words.push(`${words.pop() ?? ''}${plain}`);
    else words.push(plain);
    isOpen = true;
    at += found.length;
  }
  return words;
}
