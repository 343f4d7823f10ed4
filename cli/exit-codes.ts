/** How every command ends; documented in `--help` and the README. */
export const exitCodes = {
  /** Everything that was asked for happened. */
  ok: 0,
  /** A step failed, the input is wrong, or something cannot be told; the message says which and what to do. */
  failed: 1,
  /** `causeway probe` or `verify` found packets that do not reach a server or do not come back, or a rule refuses a resource. */
  notAllReached: 2,
  /** `causeway drift` found something that was changed outside Terraform. */
  drifted: 2,
  /** `causeway orphans` found something that is in no state. */
  orphansFound: 2,
  /** Terraform, or the provider, is not to be had on this machine. */
  toolMissing: 3,
  /** Stopped by Ctrl-C or SIGTERM. */
  interrupted: 130,
} as const;

/** One of the documented exit codes. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What stands below the help of commands that end by the documented exit codes. */
export const exitCodesHelp = `
Exit codes:
  0    everything held
  1    a step failed, the input is wrong, or probe --live,
       verify, drift or orphans cannot tell
  2    probe, verify: not every packet reaches a server and
       comes back; verify: a rule refuses a resource; drift:
       something was changed outside Terraform; orphans:
       something is left over
  3    Terraform or its provider is missing
  130  stopped by Ctrl-C`;
