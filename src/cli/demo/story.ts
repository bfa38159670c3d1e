import { addDays, daysBetween, startOfDayIn, weekday } from '../../domain/days.ts';
import { type Deed, type DemoPeriod, listed, type Story, type Tell } from './deeds.ts';
import {
  activeIteration,
  demoGoals,
  demoReleases,
  demoZone,
  firstSprintNumber,
  lastOfShop,
  shop,
  warehouse,
} from './plan.ts';
import { mulberry32 } from './random.ts';
import { tellOfShop } from './shop-story.ts';
import { tellOfWarehouse } from './warehouse-story.ts';

/** Makes up the story as it stands on the morning of `today` (`YYYY-MM-DD`): the same one for the same day. */
export function tellStory(today: string): Story {
  const random = mulberry32(daysBetween('1970-01-01', today));
  const iterations = planIterations(today);
  const deeds: Deed[] = [];
  const tell: Tell = (day, hour, by, doing) => {
    deeds.push({ at: startOfDayIn(demoZone, day) + Math.round(hour * 3600) * 1000, by, ...doing });
  };
  const ofShop = tellOfShop(random, iterations, tell);
  const ofWarehouse = tellOfWarehouse(random, iterations, ofShop.length, tell);
  const morning = startOfDayIn(demoZone, today);
  return {
    items: [...ofShop, ...ofWarehouse],
    iterations,
    releases: demoReleases.map(({ first, last, ...release }) => ({
      ...release,
      start: listed(iterations, first).start,
      end: listed(iterations, last).end,
    })),
    deeds: deeds.filter(({ at }) => at < morning).sort((a, b) => a.at - b.at),
  };
}

/**
 * Two weeks each, Monday to Friday, one after the other. The running one is in its second week today, or has its first
 * week behind it on a weekend, so that its charts have something to show.
 */
function planIterations(today: string): readonly DemoPeriod[] {
  const inFirstWeek = addDays(today, -5);
  const active = addDays(inFirstWeek, 1 - weekday(inFirstWeek));
  return demoGoals.map((goal, index) => {
    const inShop = index <= lastOfShop;
    const start = addDays(active, inShop ? 14 * (index - activeIteration) : 14);
    const title = inShop ? `Sprint ${firstSprintNumber + index}` : 'Pilot sprint 1';
    return { project: inShop ? shop : warehouse, title, goal, start, end: addDays(start, 11) };
  });
}
