import { closesClient } from '../client/closes.ts';
import { nativeClient } from '../client/native.ts';
import { settingsClient } from '../client/settings.ts';
import { statementsClient } from '../client/statements.ts';
import { webhooksClient } from '../client/webhooks.ts';
import { apiBase } from './address.ts';

/** The server these pages came from, asked with the session of the browser. */
export const native = nativeClient({ base: apiBase });

/** Its webhooks. */
export const webhooks = webhooksClient({ base: apiBase });

/** What closes of iterations come to. */
export const closes = closesClient({ base: apiBase });

/** What closed iterations came to. */
export const statements = statementsClient({ base: apiBase });

/** How teams plan there. */
export const planSettings = settingsClient({ base: apiBase });
