import { Command, CommanderError } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { addSettingFlags, findSettings, requireSettings } from './command-settings.ts';
import { addPeopleCommands } from './people-commands.ts';

/** Exit codes: all went well, something went wrong, or the command itself was not understood. */
const exitCodes = { failure: 1, usage: 2 } as const;

/**
 * Runs one command line and answers its exit code: 0, 1 when it failed, 2 when it was wrong or a setting was.
 * Results go to stdout, all that is said about them to stderr. What a command needs is loaded when it runs.
 */
export async function runProgram(args: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = new Command('timebox')
    .description('An iteration server that speaks Kaiten, TeamPulse and Yandex Tracker over one core')
    .version(manifest.version, '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .exitOverride();
  addServerCommands(program, (code) => {
    exitCode = code;
  });
  addPeopleCommands(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
    console.error(`timebox: ${tellError(error)}`);
    return exitCodes.failure;
  }
}

function addServerCommands(program: Command, exit: (code: number) => void): void {
  addSettingFlags(program.command('serve'))
    .description('start the server')
    .option('--demo', 'fill a new database with demo data')
    .action(async (options: { readonly demo?: true }, command: Command) => {
      const { settings, warnings } = requireSettings(command);
      const { serve } = await import('./serve.ts');
      exit(await serve(settings, { hasDemo: options.demo === true, warnings }));
    });

  addSettingFlags(program.command('migrate'), ['dataDir', 'databaseUrl'])
    .description('bring the database to the newest schema; `serve` does so by itself')
    .action(async (_options: object, command: Command) => {
      const { settings } = requireSettings(command);
      const { migrateDatabase } = await import('./migrate-database.ts');
      await migrateDatabase(settings);
    });

  addSettingFlags(program.command('doctor'))
    .description('look for trouble: settings, database, disk, clock, and figures that do not add up')
    .option('--json', 'one JSON object a line')
    .action(async (options: { readonly json?: true }, command: Command) => {
      const { doctor } = await import('./doctor.ts');
      const isWell = await doctor(findSettings(command), options.json === true);
      exit(isWell ? 0 : exitCodes.failure);
    });

  addSettingFlags(program.command('config').description('show settings').command('print'))
    .description('print every setting and where it comes from; secrets are starred')
    .option('--json', 'a JSON array')
    .action(async (options: { readonly json?: true }, command: Command) => {
      const { found } = requireSettings(command);
      const { settingLines, settingList } = await import('./print-settings.ts');
      console.log(options.json === true ? JSON.stringify(settingList(found), null, 2) : settingLines(found));
    });
}

/** A mistake of the operator or the machine is told in one line; a bug with where it happened. */
function tellError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isBug = error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
  return isBug ? (error.stack ?? error.message) : error.message;
}
