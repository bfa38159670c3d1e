/** How much time is seen at once; the word is the distance between two lines. */
export const zooms = ['weeks', 'months', 'quarters'] as const;
export type Zoom = (typeof zooms)[number];
