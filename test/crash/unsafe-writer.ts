/**
 * A writer that acknowledges each commit, with SQLite's `synchronous` as it is told: OFF is the planted fault that
 * proves that the power loss destroys something. Usage: unsafe-writer.ts <file> <OFF|FULL>
 */
import Database from 'better-sqlite3';

const [file = '', synchronous = 'FULL'] = process.argv.slice(2);
const database = new Database(file);
database.pragma('journal_mode = WAL');
database.pragma(`synchronous = ${synchronous}`);
database.exec('CREATE TABLE IF NOT EXISTS acknowledged (number INTEGER PRIMARY KEY, filler TEXT NOT NULL)');
// As with the product, the compiled-in default would slip in at the first transaction.
database.pragma(`synchronous = ${synchronous}`);
const insert = database.prepare('INSERT INTO acknowledged (filler) VALUES (?)');
for (;;) {
  const { lastInsertRowid } = insert.run('x'.repeat(200));
  process.stdout.write(`${lastInsertRowid}\n`);
  await new Promise(setImmediate);
}
