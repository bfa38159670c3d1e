import type { Selectable } from 'kysely';
import type { Cause, Definition, Fate, Outcome, StatedItem, StatementFigures } from '../domain/statement.ts';
import { type Db, prepared } from './engine.ts';
import type { StatementTable } from './statement-schema.ts';

/** A statement as it is stored: texts, so that its hash is that of what was written. */
export interface StoredStatement {
  readonly orgId: number;
  readonly id: number;
  readonly iterationId: number;
  readonly number: number;
  readonly issuedAt: number;
  readonly issuedBy: number;
  readonly reason: string | null;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly definition: string;
  readonly figures: string;
  readonly causes: string;
  readonly items: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** A statement without its items. */
export interface Statement {
  readonly iterationId: number;
  readonly number: number;
  readonly issuedAt: number;
  readonly issuedBy: { readonly id: number; readonly uid: string; readonly name: string };
  readonly reason: string | null;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly definition: Definition;
  readonly figures: StatementFigures;
  readonly causes: readonly Cause[];
  readonly hash: string;
  readonly previousHash: string;
}

/** Stores a statement. Nothing ever changes or removes one. */
export async function insertStatement(db: Db, statement: StoredStatement): Promise<void> {
  await db
    .insertInto('statement')
    .values({
      org_id: statement.orgId,
      id: statement.id,
      iteration_id: statement.iterationId,
      number: statement.number,
      issued_at: statement.issuedAt,
      issued_by: statement.issuedBy,
      reason: statement.reason,
      first_seq: statement.firstSeq,
      last_seq: statement.lastSeq,
      definition: statement.definition,
      figures: statement.figures,
      causes: statement.causes,
      items: statement.items,
      previous_hash: statement.previousHash,
      hash: statement.hash,
    })
    .execute();
}

const hashById = prepared<{ orgId: number; id: number }, { hash: string }>((db, value) =>
  db.selectFrom('statement').select('hash').where('org_id', '=', value('orgId')).where('id', '=', value('id')),
);

/** The hash of an organization's statement, or the empty text where there is none of that number. */
export async function readStatementHash(db: Db, orgId: number, id: number): Promise<string> {
  return (await hashById(db, { orgId, id }))[0]?.hash ?? '';
}

type Row = Omit<Selectable<StatementTable>, 'items' | 'org_id' | 'id'> & { issuer_uid: string; issuer_name: string };

const ofIteration = prepared<{ orgId: number; iterationId: number }, Row>((db, value) =>
  db
    .selectFrom('statement as s')
    .innerJoin('person as p', 'p.id', 's.issued_by')
    .select([
      's.iteration_id',
      's.number',
      's.issued_at',
      's.issued_by',
      's.reason',
      's.first_seq',
      's.last_seq',
      's.definition',
      's.figures',
      's.causes',
      's.previous_hash',
      's.hash',
      'p.uid as issuer_uid',
      'p.name as issuer_name',
    ])
    .where('s.org_id', '=', value('orgId'))
    .where('s.iteration_id', '=', value('iterationId'))
    .orderBy('s.number'),
);

/** The statements of an iteration without their items, the first one first. */
export async function listStatements(db: Db, orgId: number, iterationId: number): Promise<readonly Statement[]> {
  return (await ofIteration(db, { orgId, iterationId })).map(fromRow);
}

const itemsOf = prepared<{ orgId: number; iterationId: number; number: number }, { items: string }>((db, value) =>
  db
    .selectFrom('statement')
    .select('items')
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId'))
    .where('number', '=', value('number')),
);

/** The items of one statement, in the iteration's order. */
export async function readStatedItems(
  db: Db,
  of: { readonly orgId: number; readonly iterationId: number; readonly number: number },
): Promise<readonly StatedItem[]> {
  const [row] = await itemsOf(db, of);
  const lists: readonly ItemList[] = JSON.parse(row?.items ?? '[]');
  return lists.map(
    ([
      id,
      key,
      title,
      type,
      committed,
      points,
      isUnestimated,
      outcome,
      fate,
      carries,
      cameCarried,
      doneAt,
    ]): StatedItem => ({
      id,
      key,
      title,
      type,
      committed,
      points,
      isUnestimated: isUnestimated === 1,
      outcome,
      fate,
      carries,
      cameCarried: cameCarried === 1,
      doneAt,
    }),
  );
}

/** Items as one text: lists of values take half the room of objects. */
export function itemsToText(items: readonly StatedItem[]): string {
  return JSON.stringify(
    items.map(
      ({
        id,
        key,
        title,
        type,
        committed,
        points,
        isUnestimated,
        outcome,
        fate,
        carries,
        cameCarried,
        doneAt,
      }): ItemList => [
        id,
        key,
        title,
        type,
        committed,
        points,
        isUnestimated ? 1 : 0,
        outcome,
        fate,
        carries,
        cameCarried ? 1 : 0,
        doneAt,
      ],
    ),
  );
}

type ItemList = readonly [
  id: number,
  key: string,
  title: string,
  type: string,
  committed: number | null,
  points: number,
  isUnestimated: 0 | 1,
  outcome: Outcome,
  fate: Fate | null,
  carries: number,
  cameCarried: 0 | 1,
  doneAt: number | null,
];

function fromRow(row: Row): Statement {
  const definition: Definition = JSON.parse(row.definition);
  const figures: StatementFigures = JSON.parse(row.figures);
  const causes: readonly Cause[] = JSON.parse(row.causes);
  return {
    iterationId: row.iteration_id,
    number: row.number,
    issuedAt: row.issued_at,
    issuedBy: { id: row.issued_by, uid: row.issuer_uid, name: row.issuer_name },
    reason: row.reason,
    firstSeq: row.first_seq,
    lastSeq: row.last_seq,
    definition,
    figures,
    causes,
    hash: row.hash,
    previousHash: row.previous_hash,
  };
}

const stored = prepared<{ orgId: number; after: number; limit: number }, StoredStatement>((db, value) =>
  db
    .selectFrom('statement')
    .select([
      'org_id as orgId',
      'id',
      'iteration_id as iterationId',
      'number',
      'issued_at as issuedAt',
      'issued_by as issuedBy',
      'reason',
      'first_seq as firstSeq',
      'last_seq as lastSeq',
      'definition',
      'figures',
      'causes',
      'items',
      'previous_hash as previousHash',
      'hash',
    ])
    .where('org_id', '=', value('orgId'))
    .where('id', '>', value('after'))
    .orderBy('id')
    .limit(value('limit')),
);

/** The statements of an organization as they are stored, after a number, by rising number. */
export async function readStoredStatements(
  db: Db,
  of: { readonly orgId: number; readonly after: number; readonly limit: number },
): Promise<readonly StoredStatement[]> {
  return stored(db, of);
}

const lastNumber = prepared<{ orgId: number }, { statement: number }>((db, value) =>
  db.selectFrom('organization_counter').select('statement').where('org_id', '=', value('orgId')),
);

/** How many statements an organization has issued. */
export async function countStatements(db: Db, orgId: number): Promise<number> {
  return (await lastNumber(db, { orgId }))[0]?.statement ?? 0;
}
