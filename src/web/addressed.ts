import { notFound } from '@tanstack/react-router';

/** The number of something, as addresses write it. */
export function numberOf(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) notFound({ throw: true });
  return Number(text);
}

/** The day that a search names, if it names one. */
export function dayIn(text: unknown): { from?: string } {
  const isDay = typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  return isDay ? { from: text } : {};
}
