import { allOrganizations } from '../actions/directory.ts';
import { bindOperations } from '../actions/operations.ts';
import { passwordHash } from '../actions/secrets.ts';
import { isZone } from '../domain/days.ts';
import type { Parsed } from './parse-setting.ts';
import { choosePassword } from './passwords.ts';
import { printTable } from './print-table.ts';
import { type Settings, settingTable } from './settings.ts';
import { withApp } from './with-app.ts';

/** An organization's short name: what the setting for the first one takes. */
export const parseSlug = settingTable.bootstrapOrg.parse;

/** An IANA time zone. */
export function parseZone(text: string): Parsed<string> {
  return isZone(text) ? { value: text } : { fault: 'an IANA time zone like Europe/Berlin' };
}

interface NewOrganization {
  readonly slug: string;
  readonly name?: string;
  readonly zone: string;
  /** Login of the administrator. */
  readonly admin: string;
  readonly passwordFile?: string;
}

/** Makes an organization with its administrator. A password that was made up here is all that goes to stdout. */
export async function createOrganization(settings: Settings, create: NewOrganization): Promise<void> {
  const { slug, name = slug, zone, admin: login } = create;
  const { password, isNew } = choosePassword(create.passwordFile);
  const admin = { login, name: login, email: null, passwordHash: await passwordHash(password) };
  await withApp(settings, async ({ app }) => {
    await bindOperations(app).createOrganization({ slug, name, zone, admin });
  });
  console.error(`Organization ${slug} is made; ${login} administrates it${isNew ? ', with this password:' : ''}`);
  if (isNew) console.log(password);
}

/** Prints every organization. */
export async function listOrganizations(settings: Settings, json: boolean): Promise<void> {
  const organizations = await withApp(settings, ({ app }) => allOrganizations(app));
  printTable(organizations, json);
}
