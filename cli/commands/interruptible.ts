const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Something that runs, and can be told to stop. */
export interface Interruptible<T> {
  execute(wanted: string | undefined): Promise<T>;
  interrupt(): void;
}

/** Runs something to its end, and tells it of Ctrl-C and its like. */
export async function interruptibly<T>(run: Interruptible<T>, wanted: string | undefined): Promise<T> {
  const onSignal = (): void => {
    run.interrupt();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  try {
    return await run.execute(wanted);
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  }
}
