/** What the tools call themselves; names are the same in every language. */
export const toolNames: Readonly<Record<string, string>> = {
  native: 'Timebox',
  kaiten: 'Kaiten',
  teampulse: 'TeamPulse',
  tracker: 'Yandex Tracker',
  jira: 'Jira',
  azure: 'Azure DevOps',
  linear: 'Linear',
  linear_counting_unestimated: 'Linear, 1 pt',
  taiga: 'Taiga',
  plane: 'Plane',
  dx: 'DX',
};
