import { activity } from './en/activity.ts';
import { administration } from './en/administration.ts';
import { amounts } from './en/amounts.ts';
import { away } from './en/away.ts';
import { cadence } from './en/cadence.ts';
import { capacity } from './en/capacity.ts';
import { closing } from './en/closing.ts';
import { edit } from './en/edit.ts';
import { flow } from './en/flow.ts';
import { forecast } from './en/forecast.ts';
import { frame } from './en/frame.ts';
import { goal } from './en/goal.ts';
import { iteration } from './en/iteration.ts';
import { keys } from './en/keys.ts';
import { passport } from './en/passport.ts';
import { planning } from './en/planning.ts';
import { policies } from './en/policies.ts';
import { preferences } from './en/preferences.ts';
import { profiles } from './en/profiles.ts';
import { programs } from './en/programs.ts';
import { refusals } from './en/refusals.ts';
import { release } from './en/release.ts';
import { report } from './en/report.ts';
import { rules } from './en/rules.ts';
import { settings } from './en/settings.ts';
import { setup } from './en/setup.ts';
import { sharing } from './en/sharing.ts';
import { signIn } from './en/sign-in.ts';
import { statuses } from './en/statuses.ts';
import { team } from './en/team.ts';
import { timeline } from './en/timeline.ts';
import { velocity } from './en/velocity.ts';

/** Everything the pages say in English, a file for each part of them. */
export const en = {
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
