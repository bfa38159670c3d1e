import { Argument, type Command, Option } from 'commander';
import type { Role, Scope } from '../domain/access.ts';
import { addSettingFlags, requireSettings } from './command-settings.ts';
import { type Parsed, parseLogin } from './parse-setting.ts';

const roles = ['viewer', 'member', 'admin', 'none'] as const satisfies readonly (Role | 'none')[];
const scopes = ['read', 'write', 'admin'] as const satisfies readonly Scope[];

interface InOrganization {
  readonly org?: string;
}

interface AsJson {
  readonly json?: true;
}

/** `org`, `user` and `token`. They open the database themselves, beside a running server if there is one. */
export function addPeopleCommands(program: Command): void {
  addOrganizationCommands(program.command('org').description('make and list organizations'));
  addUserCommands(program.command('user').description('make and list people, and say what they may do'));
  addTokenCommands(program.command('token').description('make, list and revoke tokens'));
}

function addOrganizationCommands(parent: Command): void {
  onData(parent.command('create'))
    .description('make an organization; prints the password of its administrator once')
    .argument('<slug>', 'its short name, as callers name it in a header')
    .requiredOption('--admin <login>', 'its administrator, a person who is new here')
    .option('--name <name>', 'its full name (default: the short one)')
    .option('--zone <zone>', 'IANA time zone in which its days are counted', 'UTC')
    .addOption(passwordOption())
    .action(
      async (
        slug: string,
        options: { admin: string; name?: string; zone: string; passwordFile?: string },
        command: Command,
      ) => {
        const { settings } = requireSettings(command);
        accept(command, '--admin', parseLogin(options.admin));
        const { createOrganization, parseSlug, parseZone } = await import('./organizations.ts');
        accept(command, 'the short name', parseSlug(slug));
        accept(command, '--zone', parseZone(options.zone));
        await createOrganization(settings, { slug, ...options });
      },
    );
  onData(parent.command('list'))
    .description('list organizations')
    .option('--json', 'a JSON array')
    .action(async (options: AsJson, command: Command) => {
      const { settings } = requireSettings(command);
      const { listOrganizations } = await import('./organizations.ts');
      await listOrganizations(settings, options.json === true);
    });
}

function addUserCommands(parent: Command): void {
  inOrganization(parent.command('create'))
    .description('make a person; prints the password once, unless it was given')
    .argument('<login>', 'what the person signs in as')
    .option('--name <name>', 'full name (default: the login)')
    .option('--email <address>', 'mail address')
    .addOption(new Option('--role <role>', 'role in the organization').choices(roles).default('member'))
    .addOption(passwordOption())
    .action(async (login: string, options: CreateUserOptions, command: Command) => {
      const { settings } = requireSettings(command);
      accept(command, 'the login', parseLogin(login));
      const { createUser } = await import('./users.ts');
      await createUser(settings, { login, ...options, role: roleOf(options.role) });
    });
  inOrganization(parent.command('list'))
    .description('list people')
    .option('--json', 'a JSON array')
    .action(async (options: InOrganization & AsJson, command: Command) => {
      const { settings } = requireSettings(command);
      const { listUsers } = await import('./users.ts');
      await listUsers(settings, { ...options, json: options.json === true });
    });
  inOrganization(parent.command('role'))
    .description('set what a person may do in the organization, or in one project')
    .argument('<login>', 'who')
    .addArgument(new Argument('<role>', 'none: only what single projects give').choices(roles))
    .option('--project <key>', 'in this project alone')
    .action(async (login: string, role: RoleWord, options: InOrganization & { project?: string }, command: Command) => {
      const { settings } = requireSettings(command);
      const { setUserRole } = await import('./users.ts');
      await setUserRole(settings, { login, role: roleOf(role), ...options });
    });
}

type RoleWord = (typeof roles)[number];

interface CreateUserOptions extends InOrganization {
  readonly name?: string;
  readonly email?: string;
  readonly role: RoleWord;
  readonly passwordFile?: string;
}

function addTokenCommands(parent: Command): void {
  inOrganization(parent.command('create'))
    .description('make a token and print it, this once')
    .option('--user <login>', 'whose it is (default: the first administrator)')
    .addOption(new Option('--scope <scope>', 'what it may do').choices(scopes).default('write'))
    .option('--expires <when>', 'days such as 90d, the last day as YYYY-MM-DD (UTC), or never', '90d')
    .option('--project <key>', 'bind it to one project')
    .option('--name <name>', 'what it is for', 'command line')
    .option('--json', 'the token with its number and its end, as JSON')
    .action(async (options: CreateTokenOptions, command: Command) => {
      const { settings } = requireSettings(command);
      const { createToken, parseExpiry } = await import('./tokens.ts');
      const expiresAt = accept(command, '--expires', parseExpiry(options.expires, Date.now()));
      await createToken(settings, { ...options, expiresAt, json: options.json === true });
    });
  inOrganization(parent.command('list'))
    .description('list tokens, without their secrets')
    .option('--json', 'a JSON array')
    .action(async (options: InOrganization & AsJson, command: Command) => {
      const { settings } = requireSettings(command);
      const { listTokens } = await import('./tokens.ts');
      await listTokens(settings, { ...options, json: options.json === true });
    });
  inOrganization(parent.command('revoke'))
    .description('end a token; a running server refuses it within a second')
    .argument('<id>', 'its number, from `timebox token list`')
    .action(async (id: string, options: InOrganization, command: Command) => {
      const { settings } = requireSettings(command);
      const { revokeToken, parseTokenId } = await import('./tokens.ts');
      await revokeToken(settings, { ...options, id: accept(command, 'the number', parseTokenId(id)) });
    });
}

interface CreateTokenOptions extends InOrganization, AsJson {
  readonly user?: string;
  readonly scope: Scope;
  readonly expires: string;
  readonly project?: string;
  readonly name: string;
}

function onData(command: Command): Command {
  return addSettingFlags(command, ['dataDir', 'databaseUrl']);
}

function inOrganization(command: Command): Command {
  return onData(command).option('--org <name>', 'the organization, by name or number (needed when there are several)');
}

function passwordOption(): Option {
  return new Option('--password-file <file>', 'read the password from a file, or - for stdin (default: make one up)');
}

function roleOf(word: RoleWord): Role | null {
  return word === 'none' ? null : word;
}

/** The value, or the end of the command when there is none. */
function accept<T>(command: Command, what: string, parsed: Parsed<T>): T {
  if ('value' in parsed) return parsed.value;
  return command.error(`timebox: ${what} must be ${parsed.fault}`, { exitCode: 2 });
}
