// Text that looks like what a model writes: words, sentences, paragraphs.
import type { Random } from './random.ts';

const WORDS =
  `the of and to in a is that for it as with was on are by be this from at or which an but not have has
their were can one more when other than about into there between some over after also most such only where during many
these two may each model order value report result growth market system season region quarter customer revenue supply
demand cost margin forecast average increase decline support service delivery product station harbour garden winter
summer kitchen recipe onion garlic butter pepper simmer slowly until golden serve warm bread soup river mountain valley
weather pressure signal network latency storage memory document answer question reason evidence survey sample method
finding trend estimate measure baseline target budget schedule milestone risk issue owner review approval contract
invoice payment account balance interest transfer policy insurance claim patient treatment study trial outcome
significant moderate steady rapid early late recent annual monthly regional global local internal external primary
secondary however therefore moreover although because while before against across within without beyond`
    .split(/\s+/)
    .filter(Boolean);

/** One word; words at the head of the list come more often, as in any language. */
export function word(random: Random): string {
  return WORDS[Math.floor(random.next() ** 2 * WORDS.length)] ?? 'the';
}

/** `count` words, the first one with a capital. */
export function phrase(random: Random, count: number): string {
  const words = Array.from({ length: count }, () => word(random)).join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Sentences of 6 to 18 words, some with a comma, until there are `length` characters. */
export function prose(random: Random, length: number): string {
  let text = '';
  while (text.length < length) {
    const comma = random.next() < 0.4 ? `, ${word(random)} ${word(random)}` : '';
    text += `${text === '' ? '' : ' '}${phrase(random, random.int(6, 18))}${comma}.`;
  }
  return text.slice(0, length);
}

/** Prose in paragraphs of about 500 characters, a blank line between them. */
export function paragraphs(random: Random, length: number): string {
  let text = '';
  while (text.length < length) text += `${text === '' ? '' : '\n\n'}${prose(random, random.int(300, 700))}`;
  return text.slice(0, length);
}
