// The screens of the playground: what each shows, and where its document comes from.
import type { PartialStore } from '@partialkit/client';
import type * as z from 'zod';
import { topics } from '../documents/topics.ts';
import { recordedSchemas } from '../recorded/recorded-schemas.ts';
import type { Meter } from './meter.ts';

/** A screen as the navigation has it. */
export interface Screen {
  readonly title: string;
  /** One sentence on what there is to see. */
  readonly about: string;
}

export const screens = {
  profile: {
    title: 'Profile',
    about:
      'A person with an address and skills. Text grows by the letter, levels and dates appear once they are certain.',
  },
  report: {
    title: 'Report',
    about:
      'A long text in sections. Each paragraph is its own subscription: what is written is never rendered again.',
  },
  records: {
    title: 'Records',
    about:
      'A thousand records at some 1,500 tokens a second. A finished row keeps its identity, so that it rests.',
  },
  briefing: {
    title: 'Briefing',
    about:
      'Blocks of six kinds. The tag comes first, so that the right component is there before its content is.',
  },
  recordings: {
    title: 'Recordings',
    about: 'Streams of real models as they came over the wire, each by a schema of its own.',
  },
} as const satisfies Readonly<Record<string, Screen>>;

/** The name of a screen. */
export type ScreenName = keyof typeof screens;

export function isScreen(name: string): name is ScreenName {
  return Object.hasOwn(screens, name);
}

/** The schema of a screen's document. */
export type SchemaOf<N extends ScreenName> = N extends keyof typeof topics
  ? (typeof topics)[N]['schema']
  : z.ZodType;

/** What a screen is given. */
export interface View<N extends ScreenName> {
  readonly store: PartialStore<SchemaOf<N>>;
  readonly meter: Meter;
}

/** A framework's way to show the screens: each puts itself into `root`, for as long as the page lives. */
export interface Binding {
  readonly name: 'React' | 'Vue' | 'Vanilla';
  readonly screens: { readonly [N in ScreenName]: (root: HTMLElement, view: View<N>) => void };
}

/** The schema and the URL of a screen; `recording` names one of the recorded streams. */
export function sourceOf(
  name: ScreenName,
  recording: string,
): { readonly schema: z.ZodType; readonly url: string } {
  if (name !== 'recordings') return { schema: topics[name].schema, url: `/api/${name}` };
  const schema = recordedSchemas[recording]?.schema;
  if (!schema) throw new RangeError(`There is no recording named ${recording}.`);
  return { schema, url: `/api/recordings/${recording}` };
}
