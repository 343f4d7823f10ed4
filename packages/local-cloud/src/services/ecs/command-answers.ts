/** A script that an instance is asked to run. */
export interface AskedCommand {
  readonly regionId: string;
  readonly instanceId: string;
  /** The script in plain text, its parameters and the built-in ones filled in. */
  readonly script: string;
  /** What it is written in, for example `RunShellScript`. */
  readonly type: string;
}

/** What the script would have done. */
export interface CommandAnswer {
  /** What it would have printed. */
  readonly output: string;
  readonly exitCode: number;
}

/** Answers for an instance. Whatever it does, it never runs the script on this machine. */
export type AnswerCommand = (asked: AskedCommand) => CommandAnswer;

/**
 * The answer where nobody knows a better one: the script was not run, and the output says so.
 *
 * It ends well, as a failed invocation would end a Terraform run of a configuration that is right.
 */
export const notEmulated: AnswerCommand = () => ({
  output: 'The local cloud does not emulate this command: nothing was run, on the instance or on this machine.\n',
  exitCode: 0,
});
