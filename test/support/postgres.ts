import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';

/** An empty database of its own on the run's PostgreSQL server. */
export interface FreshPostgres {
  readonly url: string;
  /** Removes the database and ends whatever connections it still has. */
  readonly drop: () => Promise<void>;
}

/** Creates an empty database: UTF-8, compared by code point. Each test file makes one and drops it at its end. */
export async function freshPostgres(): Promise<FreshPostgres> {
  const server = inject('postgresUrl');
  const name = `timebox_test_${randomUUID().replaceAll('-', '')}`;
  await execute(server, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
