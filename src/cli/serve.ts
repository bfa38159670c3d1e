import type { Logger } from 'pino';
import { type App, openApp } from '../actions/app.ts';
import { broadcast } from '../actions/broadcast.ts';
import { type Actions, bindActions } from '../actions/index.ts';
import { kaitenEnvelopes } from '../dialects/kaiten/webhook-envelopes.ts';
import { nativeEnvelopes } from '../dialects/native/webhook-envelopes.ts';
import type { LoadDemo } from '../http/dialects.ts';
import { buildServer } from '../http/server.ts';
import { carryOutBulkChanges } from '../jobs/bulk-changes.ts';
import { deliverWebhooks } from '../jobs/deliver-webhooks.ts';
import { keepHouse } from '../jobs/house-keeping.ts';
import { keepCadences } from '../jobs/keep-cadences.ts';
import { keepForecasts } from '../jobs/keep-forecasts.ts';
import { checkTarget } from '../jobs/outbound.ts';
import { readEngineState } from '../store/engine-state.ts';
import { lockFolder } from '../store/lock-folder.ts';
import { serverExaminer } from './examine-server.ts';
import { gracefulStop } from './graceful-stop.ts';
import { openLog } from './open-log.ts';
import { type FirstStart, prepareData } from './prepare-data.ts';
import type { Settings } from './settings.ts';
import { welcome } from './welcome.ts';

/** How the server was started. */
export interface ServeOptions {
  readonly hasDemo: boolean;
  /** What the log begins with. */
  readonly warnings: readonly string[];
}

/**
 * Runs the server until a signal stops it, and answers the exit code. The log goes to stderr as JSON; stdout has a few
 * lines for people, on a terminal, with demo data, and where a secret has to be told.
 */
export async function serve(settings: Settings, { hasDemo, warnings }: ServeOptions): Promise<number> {
  const log = openLog(settings.logLevel);
  for (const warning of warnings) log.warn(warning);
  const lock = settings.databaseUrl === null ? lockFolder(settings.dataDir) : undefined;
  try {
    const { publish, hear } = broadcast();
    const app = await openApp(settings, { publish });
    try {
      const actions = bindActions(app);
      for (const { name, is } of await riskySettings(app)) log.warn(`${name} is ${is}: a power loss can take data`);
      const start = await prepareData(app, actions, settings, hasDemo);
      if (hasDemo && start.demo === null) log.warn('The database has data already, so no demo data was added');
      await run(app, actions, { settings, log, start, hear, isForPeople: hasDemo || process.stdout.isTTY });
    } finally {
      await app.close();
    }
  } finally {
    lock?.release();
  }
  return 0;
}

async function riskySettings(app: App) {
  const { durability } = await readEngineState(app.read);
  return durability.filter(({ is, mustBe }) => is !== mustBe);
}

interface Run {
  readonly settings: Settings;
  readonly log: Logger;
  readonly start: FirstStart;
  readonly hear: ReturnType<typeof broadcast>['hear'];
  readonly isForPeople: boolean;
}

async function run(app: App, actions: Actions, { settings, log, start, hear, isForPeople }: Run): Promise<void> {
  let isReady = false;
  const server = await buildServer(actions, {
    baseUrl: settings.baseUrl,
    trustedProxies: settings.trustedProxies,
    rateLimit: settings.rateLimit,
    trackerRequiresVersion: settings.trackerRequiresVersion,
    logger: log,
    now: app.now,
    isReady: () => isReady,
    checkTarget: (url) => checkTarget(url, settings.webhookTargets),
    loadDemo: lateDemoLoader(app),
    examine: serverExaminer(app, settings),
  });
  const stop = gracefulStop(server, log);
  dieOf(app, log);
  const signalled = nextSignal();
  const place = await listening(server.listen({ host: settings.host, port: settings.port }), settings);
  const url = settings.baseUrl ?? place;
  const endHouseKeeping = keepHouse(app, (error) => log.warn({ err: error }, 'house-keeping failed'));
  const forecasts = keepForecasts(app, (error) => log.warn({ err: error }, 'forecasts could not be kept'));
  const bulkChanges = carryOutBulkChanges(app, (error) => log.warn({ err: error }, 'a bulk change could not go on'));
  hear(bulkChanges.heed);
  const cadences = keepCadences(app, (error) => log.warn({ err: error }, 'a cadence could not be kept'));
  const webhooks = deliverWebhooks(app, {
    formats: { native: nativeEnvelopes, kaiten: kaitenEnvelopes },
    targets: settings.webhookTargets,
    // The data folder is this process's alone; a database may be shared.
    isAlone: settings.databaseUrl === null,
    failed: (error) => log.warn({ err: error }, 'webhooks could not be told'),
  });
  hear(webhooks.heed);
  isReady = true;
  if (isForPeople || start.admin !== null || start.setupKey !== null) console.log(await welcome(actions, url, start));

  const signal = await signalled;
  log.info({ signal }, 'stopping');
  isReady = false;
  endHouseKeeping();
  // What the last requests change is sent after the next start.
  await Promise.all([bulkChanges.stop(), cadences.stop(), forecasts.stop(), webhooks.stop(), stop()]);
  log.info('stopped');
}

/** Most servers never show a demo, so what it tells of is not in memory until then. */
function lateDemoLoader(app: App): LoadDemo {
  let loader: Promise<LoadDemo> | undefined;
  return async (caller) => {
    loader ??= import('./demo.ts').then(({ demoLoader }) => demoLoader(app));
    return (await loader)(caller);
  };
}

async function listening(url: Promise<string>, { host, port }: Settings): Promise<string> {
  try {
    // The name people know the loopback address by.
    return (await url).replace('//127.0.0.1:', '//localhost:');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    throw new Error(`Port ${port} of ${host} is in use: choose another with --port or TIMEBOX_PORT`);
  }
}

/** Settles with the first signal that asks for an end. A second one is heeded at once. */
function nextSignal(): Promise<string> {
  return new Promise((resolve) => {
    let count = 0;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        count += 1;
        if (count > 1) process.exit(1);
        resolve(signal);
      });
    }
  });
}

/** After these nobody knows what state the process is in: it ends, and the next start finds all that was acknowledged. */
function dieOf(app: App, log: Logger): void {
  const die = (reason: string) => (error: Error) => {
    log.fatal({ err: error }, reason);
    process.exit(1);
  };
  process.on('uncaughtException', die('an error that nobody caught'));
  app.writer.died.then(die('the writer has ended'), die('the writer has ended'));
}
