/** Numbers with what they count, as English counts. */
export const amounts = {
  points_one: '{{count, number}} pt',
  points_other: '{{count, number}} pts',
  items_one: '{{count, number}} item',
  items_other: '{{count, number}} items',
  days_one: '{{count, number}} day',
  days_other: '{{count, number}} days',
  ofPoints_one: '{{part}} of {{count, number}} pt',
  ofPoints_other: '{{part}} of {{count, number}} pts',
  ofItems_one: '{{part}} of {{count, number}} item',
  ofItems_other: '{{part}} of {{count, number}} items',
  progressOf: 'Progress of {{title}}',
  nothingInside: 'Empty',
  unit: 'Unit',
  unitPoints: 'Points',
  unitItems: 'Items',
} as const;
