import type { Actions } from '../actions/index.ts';
import type { FirstStart } from './prepare-data.ts';

/** What people are told when the server is up: where it is, how to sign in, and something to try. */
export async function welcome(actions: Actions, url: string, { admin, setupKey, demo }: FirstStart): Promise<string> {
  const lines = ['', `Timebox is at ${url}`];
  if (setupKey !== null) {
    lines.push('', 'It has no data yet. Set it up at this address, which works once, and until the server is stopped:');
    lines.push(`  ${url}/setup#k=${setupKey}`);
  }
  if (admin !== null) {
    lines.push(
      '',
      `The organization "${admin.organization}" is new. Its administrator, told this once:`,
      `  login     ${admin.login}`,
      `  password  ${admin.password}`,
      'A token for programs: timebox token create',
    );
  }
  if (demo !== null) {
    lines.push(
      '',
      'Demo data is in the organization "demo":',
      `  login     ${demo.login}`,
      `  password  ${demo.password}`,
      `  token     ${demo.token}`,
      `All three are kept in ${demo.file}. To try, in another terminal:`,
      ...(await examples(actions, url, demo.token)),
    );
  }
  return [...lines, ''].join('\n');
}

/** One line to paste for each vendor's dialect, about iterations that are there. */
async function examples(actions: Actions, url: string, token: string): Promise<readonly string[]> {
  const { actor } = await actions.authenticate({ token });
  const { iterations } = await actions.listIterations(
    { actor },
    {
      projectId: null,
      kinds: ['iteration'],
      statuses: ['active', 'planned'],
      query: { order: [], skip: 0, limit: null },
      defaultOrder: 'oldest first',
      count: false,
    },
  );
  const active = iterations.find(({ status }) => status === 'active');
  const planned = iterations.find(({ status }) => status === 'planned');
  const json = "-H 'Content-Type: application/json'";
  const lines = [
    '',
    'TeamPulse: the latest iterations',
    `curl -G '${url}/api/v1/iterations' -H 'Authorization: WRAP access_token=${token}' ` +
      "--data-urlencode '$filter=isRelease eq false' --data-urlencode '$orderby=startDate desc' --data-urlencode '$top=3'",
  ];
  if (active !== undefined) {
    lines.push(
      '',
      'Kaiten: a new goal for the iteration that is running',
      `curl -X PATCH '${url}/api/latest/spaces/${active.projectUid}/iterations/${active.uid}' ` +
        `-H 'Authorization: Bearer ${token}' ${json} -d '{"goal":"Set through Kaiten"}'`,
    );
  }
  if (planned !== undefined) {
    lines.push(
      '',
      'Tracker: a new name for the next sprint; a second time it is 412, as the version has moved on',
      `curl -X PATCH '${url}/v3/sprints/${planned.id}' -H 'Authorization: OAuth ${token}' ` +
        `-H 'X-Org-ID: ${actor.orgId}' -H 'If-Match: "${planned.version}"' ${json} -d '{"name":"Named through Tracker"}'`,
    );
  }
  return lines;
}
