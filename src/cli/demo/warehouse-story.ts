import { addDays } from '../../domain/days.ts';
import { type DemoItem, type DemoPeriod, listed, type Tell } from './deeds.ts';
import { activeIteration, lastOfShop, minutes, ownerOf, warehouse } from './plan.ts';
import { loosened, type Random } from './random.ts';
import { tellOfOpening, tellOfPlanning } from './shop-story.ts';
import { titlesOf, warehousePatterns } from './titles.ts';
import { estimateOf } from './work.ts';

/** How many of the warehouse's items are in its first iteration. */
const planned = 12;

/** The warehouse is about to begin: one planned iteration and a backlog. Its items are numbered from `first`; answers them. */
export function tellOfWarehouse(
  random: Random,
  iterations: readonly DemoPeriod[],
  first: number,
  tell: Tell,
): readonly DemoItem[] {
  const { start } = listed(iterations, activeIteration);
  const iteration = lastOfShop + 1;
  tellOfOpening(tell, addDays(start, -4), warehouse, [iteration]);

  const titles = titlesOf(warehousePatterns);
  const order = loosened(random, [...titles.keys()], 30).map((place) => first + place);
  tellOfPlanning(
    tell,
    addDays(start, 3),
    iteration,
    order.slice(0, planned).map((item) => ({ item })),
  );
  for (const [place, item] of order.slice(planned).entries()) {
    tell(addDays(start, 1), 13 + place * minutes(5), ownerOf(item), { does: 'write down', item });
  }
  const inIteration = new Set(order.slice(0, planned));
  return titles.map((title, index) => ({
    ...title,
    project: warehouse,
    estimate: estimateOf(random, inIteration.has(first + index) ? 0.1 : 0.6),
  }));
}
