import type { Answer, Call } from './run-command.ts';

/**
 * Where commands run. `run` settles once the command's effect is on the disk (or it was refused), in order of arrival.
 * It rejects for faults of ours and of the machine, and then nothing of the command has been kept; unless it was the
 * commit itself that failed, of which nobody can know.
 */
export interface Writer {
  readonly run: (call: Call) => Promise<Answer>;
  readonly close: () => Promise<void>;
  /** Resolves with the reason if the writer ends by itself; the process must then end too. */
  readonly died: Promise<Error>;
}
