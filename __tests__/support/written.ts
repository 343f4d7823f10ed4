/** How a command ended, and what it wrote. */
export interface Written {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in this process, and gives what it wrote. */
export async function written(command: () => Promise<number>): Promise<Written> {
  const texts = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((text) => {
      texts[stream] += String(text);
      return true;
    }),
  );
  try {
    return { status: await command(), ...texts };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
