// What the player is asked to do, read from its arguments.
import { parseArgs } from 'node:util';

/** One thing to do. */
export type Command =
  | { readonly kind: 'help' | 'list' }
  /** Without a name, one is to be chosen. Without a speed, it depends on who looks. */
  | { readonly kind: 'play'; readonly name: string | undefined; readonly speed: number | undefined }
  | { readonly kind: 'ask'; readonly model: string; readonly topic: string | undefined }
  | { readonly kind: 'mistake'; readonly message: string };

export const usage = `A recorded model stream becomes a typed, growing object, in the terminal.

  npm run terminal                      choose a recording
  npm run terminal -- NAME              play one; any part of its name will do
  npm run terminal -- --list            name them all
  npm run terminal -- --model MODEL [TOPIC]
                                        ask a live model; OPENAI_API_KEY and, for a server other than
                                        OpenAI's, OPENAI_BASE_URL say where. Topics: TOPICS

  --speed N    N times the pace of a model, "max" for no waiting
  --help       this text

Output that is not a terminal gets plain frames and no waiting, unless --speed asks for it.
`;

export function readCommand(args: readonly string[]): Command {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        speed: { type: 'string' },
        model: { type: 'string' },
        list: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) return { kind: 'help' };
    if (values.list) return { kind: 'list' };
    if (positionals.length > 1) return mistake(`One name at a time, not ${positionals.join(', ')}.`);
    const [name] = positionals;
    if (values.model !== undefined) {
      if (values.speed !== undefined)
        return mistake('A live model has its own pace: --speed is for recordings.');
      return values.model === ''
        ? mistake('--model needs a name.')
        : { kind: 'ask', model: values.model, topic: name };
    }
    if (values.speed === undefined) return { kind: 'play', name, speed: undefined };
    const speed = values.speed === 'max' ? Number.POSITIVE_INFINITY : Number(values.speed);
    if (!(speed > 0)) return mistake(`--speed is a number above 0, or max; "${values.speed}" is not.`);
    return { kind: 'play', name, speed };
  } catch (error) {
    return mistake(error instanceof Error ? error.message : String(error));
  }
}

function mistake(message: string): Command {
  return { kind: 'mistake', message };
}
