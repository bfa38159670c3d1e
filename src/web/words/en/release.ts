/** Releases. */
export const release = {
  kind: 'Release',
  progress: 'Burn-up by iteration',
  planned: 'Planned',
  iterations: 'Iterations',
  closed_one: '{{count, number}} closed',
  closed_other: '{{count, number}} closed',
  newInside: 'New iteration…',
  delete: 'Delete…',
  empty: 'No iterations are in this release yet.',
  summary: '{{title}}: {{done}} of {{scope}} done.',
  legend:
    'Thick: done by the end of each iteration, under the scope as it was then. Dashed: with what is planned. Fan: what to expect, from 50 % to 95 %.',
  stageDone: '{{title}}: {{done}} done by its end.',
  stagePlanned: '{{title}}: {{planned}} by its end, if all that is planned is done.',
  stageFree: '{{title}}, which is in no release.',
  stageAhead: '{{title}}, as the cadence will make it.',
  stageRange: 'To be expected: {{half}} with 50 %, {{sure}} with 85 %.',
  likely: 'Likely: all of it, {{scope}}, is to be expected with 85 % by the end of {{title}}.',
  open: 'As likely as not: by the end of {{title}} all of it is to be expected with 50 %, but with 85 % no more than {{sure}} of {{scope}}.',
  unlikely:
    'Unlikely: by the end of {{title}}, {{sure}} of {{scope}} are to be expected with 85 %, and even with 50 % not all of it.',
  notForetold:
    'What to expect is told from three closed iterations on, and for the next ones of the project as far as they belong to this release.',
  ahead_one:
    'It goes on over iterations of no release and by the cadence until 85 % suffice, {{count, number}} iteration ahead at most.',
  ahead_other:
    'It goes on over iterations of no release and by the cadence until 85 % suffice, {{count, number}} iterations ahead at most.',
  deleteNamed: 'Delete {{title}}',
  deleteHint:
    'This cannot be undone: {{title}} goes with its dates, its goal and its burn-up. Its iterations stay, with all that is in them.',
  iterationsGo_one: 'Where its {{count, number}} iteration goes',
  iterationsGo_other: 'Where its {{count, number}} iterations go',
  deleted: '{{title}} is deleted.',
} as const;
