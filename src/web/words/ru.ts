import { activity } from './ru/activity.ts';
import { administration } from './ru/administration.ts';
import { amounts } from './ru/amounts.ts';
import { away } from './ru/away.ts';
import { cadence } from './ru/cadence.ts';
import { capacity } from './ru/capacity.ts';
import { closing } from './ru/closing.ts';
import { edit } from './ru/edit.ts';
import { flow } from './ru/flow.ts';
import { forecast } from './ru/forecast.ts';
import { frame } from './ru/frame.ts';
import { goal } from './ru/goal.ts';
import { iteration } from './ru/iteration.ts';
import { keys } from './ru/keys.ts';
import { passport } from './ru/passport.ts';
import { planning } from './ru/planning.ts';
import { policies } from './ru/policies.ts';
import { preferences } from './ru/preferences.ts';
import { profiles } from './ru/profiles.ts';
import { programs } from './ru/programs.ts';
import { refusals } from './ru/refusals.ts';
import { release } from './ru/release.ts';
import { report } from './ru/report.ts';
import { rules } from './ru/rules.ts';
import { settings } from './ru/settings.ts';
import { setup } from './ru/setup.ts';
import { sharing } from './ru/sharing.ts';
import { signIn } from './ru/sign-in.ts';
import { statuses } from './ru/statuses.ts';
import { team } from './ru/team.ts';
import { timeline } from './ru/timeline.ts';
import { velocity } from './ru/velocity.ts';

/** Everything the pages say in Russian, a file for each part of them. */
export const ru = {
  activity,
  administration,
  amounts,
  away,
  cadence,
  capacity,
  closing,
  edit,
  flow,
  forecast,
  frame,
  goal,
  iteration,
  keys,
  passport,
  planning,
  policies,
  preferences,
  profiles,
  programs,
  refusals,
  release,
  report,
  rules,
  settings,
  setup,
  sharing,
  signIn,
  statuses,
  team,
  timeline,
  velocity,
} as const;
