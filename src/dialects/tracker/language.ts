import type { FastifyRequest } from 'fastify';

/** The languages in which names and messages are told. */
export type Language = 'ru' | 'en';

/** A sentence or a name in each of them. */
export type Texts = Readonly<Record<Language, string>>;

/** What the caller would rather read (RFC 9110, 12.5.4); Russian unless it says otherwise, as the vendor's service does. */
export function languageOf(request: Pick<FastifyRequest, 'headers'>): Language {
  const header = request.headers['accept-language'];
  if (header === undefined) return 'ru';
  const wishes = header
    .split(',')
    .map((wish) => {
      const [range = '', ...parameters] = wish.trim().toLowerCase().split(';');
      const weight = parameters.map((each) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(each)?.[1]).find(Boolean);
      return { language: range.trim().split('-')[0], weight: Number(weight ?? 1) };
    })
    .filter((wish) => (wish.language === 'ru' || wish.language === 'en') && wish.weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wishes[0]?.language === 'en' ? 'en' : 'ru';
}
