import type { ReleaseHistory } from '../dialects/native/release-history.wire.ts';
import type { Rules, RulesPatch } from '../dialects/native/rules.wire.ts';
import type { Statement, StatementDiff, Statements } from '../dialects/native/statements.wire.ts';
import { asSearch, type Connection, connect } from './connect.ts';

export type { ReleaseHistory } from '../dialects/native/release-history.wire.ts';
export type { Statement, StatementDiff } from '../dialects/native/statements.wire.ts';
/** A statement without its items. */
export type StatementSummary = Statements['statements'][number];

/** What can be asked of a server about what closed iterations came to, and about the rules by which that is counted. */
export interface StatementsClient {
  /**
   * What a release held, and what of it was done, at the first start of its iterations and at every close. `asOf` asks for what
   * was known before an instant.
   */
  readonly getReleaseHistory: (releaseId: number, query?: { asOf?: string }) => Promise<ReleaseHistory>;
  /** What an iteration came to each time it was closed or restated, without its items; `asOf` likewise. */
  readonly list: (iterationId: number, query?: { asOf?: string }) => Promise<readonly StatementSummary[]>;
  /** One statement with its items. */
  readonly get: (iterationId: number, number: number) => Promise<Statement>;
  /** How a statement differs from an earlier one, the one before it unless another is named. */
  readonly compare: (iterationId: number, number: number, against?: number) => Promise<StatementDiff>;
  /** States an iteration anew, with what has happened since; rejects where that is nothing. */
  readonly restate: (iterationId: number, reason: string) => Promise<Statement>;
  readonly getRules: (projectId: number) => Promise<Rules>;
  readonly changeRules: (projectId: number, version: number, patch: RulesPatch) => Promise<Rules>;
}

/** A client for the statements of one server. */
export function statementsClient(connection: Connection): StatementsClient {
  const { ask, askAll } = connect(connection);
  return {
    getReleaseHistory: (id, query) => ask('GET', `/iterations/${id}/history${asSearch(query)}`),
    list: (id, query) => askAll((page: Statements) => page.statements, `/iterations/${id}/statements`, query),
    get: (id, number) => ask('GET', `/iterations/${id}/statements/${number}`),
    compare: (id, number, against = number - 1) =>
      ask('GET', `/iterations/${id}/statements/${number}/diff${asSearch({ against: String(against) })}`),
    restate: (id, reason) => ask('POST', `/iterations/${id}/restatements`, { body: { reason } }),
    getRules: (projectId) => ask('GET', `/projects/${projectId}/rules`),
    changeRules: (projectId, version, body) => ask('PATCH', `/projects/${projectId}/rules`, { version, body }),
  };
}
