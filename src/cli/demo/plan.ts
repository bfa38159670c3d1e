/** Days of the demo are counted here; it is the zone of its organization too. */
export const demoZone = 'Europe/Berlin';

/** Who works in the demo. The first administers it; the others are planners. */
export const demoPeople = [
  { login: 'mira.hoffmann', name: 'Mira Hoffmann' },
  { login: 'jonas.lindqvist', name: 'Jonas Lindqvist' },
  { login: 'priya.raman', name: 'Priya Raman' },
  { login: 'tomas.rivera', name: 'Tomás Rivera' },
] as const;

/** The projects by title: a shop with a history, and a warehouse that is about to begin. */
export const demoProjects = ['Webshop', 'Warehouse'] as const;
export const shop = 0;
export const warehouse = 1;

/**
 * Who works when for each project: one of `demoPeople`, on which weekdays (1 Monday … 7 Sunday; null: all that the team works),
 * hours a day, what share of them is for this project, and how much of that goes into its plan.
 */
export const demoWork = [
  [
    { person: 0, weekdays: null, hoursPerDay: 8, allocation: 0.8, focus: 0.7 },
    { person: 1, weekdays: null, hoursPerDay: 8, allocation: 1, focus: 0.8 },
    { person: 2, weekdays: [1, 2, 3, 4], hoursPerDay: 8, allocation: 1, focus: 0.8 },
    { person: 3, weekdays: null, hoursPerDay: 8, allocation: 0.8, focus: 0.8 },
  ],
  [
    { person: 0, weekdays: null, hoursPerDay: 8, allocation: 0.2, focus: 0.7 },
    { person: 3, weekdays: null, hoursPerDay: 8, allocation: 0.2, focus: 0.8 },
  ],
] as const;

/** The releases, each with the first and the last of its iterations (numbers of `demoGoals`). */
export const demoReleases = [
  { project: shop, title: '4.0 Find it faster', goal: 'Customers find and buy without help', first: 0, last: 4 },
  { project: shop, title: '4.1 Home and back', goal: 'Deliveries and returns explain themselves', first: 5, last: 8 },
  { project: warehouse, title: '1.0 Pilot', goal: 'One warehouse works without paper', first: 9, last: 9 },
] as const;

/** The goals of the iterations. Nine of the shop follow each other; the tenth is the first of the warehouse. */
export const demoGoals = [
  'Customers find what they look for in one search',
  'Filters and sorting people trust',
  'A product page that answers the usual questions',
  'Guests check out in under two minutes',
  'Totals, taxes and vouchers are right to the cent',
  'Pay the way people pay at home',
  'A return takes one minute and no printer',
  'Customers know where their parcel is',
  'One account for every device',
  'The first aisle is picked by phone',
] as const;

/** The running iteration, behind six that are over, and the last one that the shop has planned. */
export const activeIteration = 6;
export const lastOfShop = 8;

/** The number in the title of the shop's first iteration here: the team has been at it for a while. */
export const firstSprintNumber = 18;

/** Who leads the team: one of `demoPeople`. */
export const lead = 0;

/** Who of `demoPeople` cares for an item. */
export function ownerOf(item: number): number {
  return item % demoPeople.length;
}

/** Minutes as a part of an hour. */
export function minutes(count: number): number {
  return count / 60;
}
