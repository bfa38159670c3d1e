import type { ChangedRow } from './covered-rows.ts';
import type { IterationStatus } from './iteration.ts';
import type { Candidate } from './scope-policy.ts';

/**
 * The closed set of ways in which Timebox says no to a caller. Each dialect answers every one of them in its own
 * shape (`dialects/X/errors.ts`), and the compiler names the dialect that forgot a new one.
 */
export type RefusalCode =
  | 'unauthenticated'
  | 'wrong_organization'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'invalid'
  | 'malformed_body'
  | 'unsupported_media_type'
  | 'body_too_large'
  | 'address_too_long'
  | 'version_malformed'
  | 'version_missing'
  | 'version_conflict'
  | 'transition_not_allowed'
  | 'dates_missing'
  | 'dates_reversed'
  | 'target_is_itself'
  | 'target_unknown'
  | 'target_not_open'
  | 'iteration_not_open'
  | 'iteration_closed'
  | 'item_not_live'
  | 'item_of_another_project'
  | 'iteration_holds_items'
  | 'iterations_of_one_board'
  | 'board_without_iterations'
  /** Of a board, or of its columns and lanes, there is always this one. */
  | 'board_stays'
  | 'column_stays'
  /** A plan leaves something to be decided by somebody. */
  | 'decision_needed'
  /** More would come into an iteration than its scope policy lets in. */
  | 'scope_policy'
  /** What a board is set to does not go together, or not with what stands on it. */
  | 'board_settings'
  | 'taken'
  | 'retry_mismatch'
  | 'retry_running'
  | 'rate_limited'
  | 'busy'
  | 'storage_full'
  /** Figures that contradict each other: they are not told. A fault of ours. */
  | 'unbalanced';

/** Which rule a field of a request broke; a dialect words it in its own way. */
export type FaultRule =
  | 'missing'
  | 'unknown'
  | 'read_only'
  | 'type'
  | 'format'
  | 'length'
  | 'range'
  | 'choice'
  /** It names something that is not there. */
  | 'reference'
  | 'rule';

/** One fault of a request, at the field that has it. `field` is the name the caller used, dotted when nested. */
export interface Fault {
  readonly field: string;
  readonly rule: FaultRule;
  readonly message: string;
  /** The same, naming what would be right; a dialect with a wording of its own leaves it. */
  readonly plainly?: string;
  /** Which of many names are to blame. */
  readonly names?: readonly string[];
  /** It is a parameter of the query, whether the request has a body or not. */
  readonly isOfQuery?: true;
}

/** What may not be there. */
export type Thing =
  | 'iteration'
  | 'project'
  | 'board'
  | 'column'
  | 'item'
  | 'transition'
  | 'comment'
  | 'attachment'
  | 'person'
  | 'close plan'
  | 'receipt'
  | 'rollover policy';

interface RefusalDetails {
  /** For `scope_policy`: what could go out instead, the cheapest first. */
  readonly swaps?: readonly (readonly Candidate[])[];
  /** What was not found, where that is known: vendors have a sentence for each. */
  readonly thing?: Thing;
  /** The field of the request that is to blame, in the core's words. */
  readonly field?: string;
  /** Every fault found in the request, for `invalid`. */
  readonly faults?: readonly Fault[];
  /** The change of status that is not to be had, where it is one. */
  readonly move?: { readonly from: IterationStatus; readonly to: IterationStatus };
  /** The version that the object has now, for `version_conflict`. */
  readonly currentVersion?: number;
  /** What a plan stands on and has changed since, for `version_conflict`. */
  readonly changed?: readonly ChangedRow[];
  /** Seconds after which trying again makes sense, for `rate_limited`, `busy` and `retry_running`. */
  readonly retryAfter?: number;
  /** What the path does take, for `method_not_allowed`. */
  readonly allow?: readonly string[];
}

/** A refusal as plain data: what crosses the writer thread and is kept with a retry key. */
export interface RefusalData extends RefusalDetails {
  readonly code: RefusalCode;
  readonly message: string;
}

/** Thrown for whatever a caller can cause. Anything else that is thrown is a bug of ours. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly details: RefusalDetails;

  constructor(code: RefusalCode, message: string, details: RefusalDetails = {}) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }
}

/** The refusal that hides, alike, what is not there and what the caller may not know of. */
export function notFound(thing: Thing, field?: string): Refusal {
  const message = `${thing.slice(0, 1).toUpperCase()}${thing.slice(1)} not found`;
  return new Refusal('not_found', message, { thing, ...(field === undefined ? {} : { field }) });
}

/** The refusal as data; `refusalFrom` turns it back. */
export function refusalData(refusal: Refusal): RefusalData {
  return { code: refusal.code, message: refusal.message, ...refusal.details };
}

/** The inverse of `refusalData`. */
export function refusalFrom({ code, message, ...details }: RefusalData): Refusal {
  return new Refusal(code, message, details);
}

/**
 * What is wrong with a request itself, found before anyone knew whether the caller may make it. It travels with the
 * action and is told at its turn: a missing object comes before an unreadable body, a stale version before a bad field.
 */
export interface Doubts {
  /** Why the body could not be read at all. */
  readonly body?: RefusalData;
  readonly faults?: readonly Fault[];
}

/** Throws if the body could not be read: after rights, before the version. */
export function refuseUnreadable(doubts: Doubts | undefined): void {
  if (doubts?.body !== undefined) throw refusalFrom(doubts.body);
}

/** Throws all faults of a request at once: after the version, before the rules. */
export function refuseFaults(doubts: Doubts | undefined): void {
  const [first] = doubts?.faults ?? [];
  if (first !== undefined)
    throw new Refusal('invalid', first.message, { field: first.field, faults: doubts?.faults ?? [] });
}

/** Collects the faults that several looks at a request find, together with those that came with it. */
export function collectFaults(doubts: Doubts | undefined) {
  const faults = [...(doubts?.faults ?? [])];
  return {
    /** What a look finds, or undefined when it found a fault instead. Other refusals are thrown at once. */
    ask: async <T>(look: () => Promise<T>): Promise<T | undefined> => {
      try {
        return await look();
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'invalid') throw error;
        faults.push(...(error.details.faults ?? []));
        return undefined;
      }
    },
    /** @throws Refusal `invalid` with all of them, if there are any */
    refuse: (): void => refuseFaults({ faults }),
  };
}
