import { administrationClient } from '../client/administration.ts';
import { cadenceClient } from '../client/cadence.ts';
import { capacityClient } from '../client/capacity.ts';
import { closesClient } from '../client/closes.ts';
import { forecastsClient } from '../client/forecasts.ts';
import { nativeClient } from '../client/native.ts';
import { profilesClient } from '../client/profiles.ts';
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
/** Who works when, and what teams can give. */
export const capacities = capacityClient({ base: apiBase });

/** What is to be expected. */
export const forecasts = forecastsClient({ base: apiBase });

/** The rhythms of projects. */
export const cadences = cadenceClient({ base: apiBase });

/** Iterations as other tools count them. */
export const profiles = profilesClient({ base: apiBase });

/** What administrators look after. */
export const administration = administrationClient({ base: apiBase });
