// From arguments to an exit code: finds out what is to be played, and has it played.
import { topics } from '../documents/topics.ts';
import { recordedDocuments } from '../recorded/recorded-documents.ts';
import { readCommand, usage } from './command.ts';
import { choose } from './menu.ts';
import { playModel } from './play-model.ts';
import { playRecording } from './play-recording.ts';
import type { Terminal } from './terminal.ts';

/** 0 when it has played, 1 when a live model gave no document, 2 when the arguments make no sense. */
export async function runTerminal(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
): Promise<number> {
  const command = readCommand(args);
  switch (command.kind) {
    case 'help':
      terminal.write(usage.replace('TOPICS', Object.keys(topics).join(', ')));
      return 0;
    case 'list':
      terminal.write(recordedDocuments.map(({ recording }) => `${recording.name}\n`).join(''));
      return 0;
    case 'mistake':
      terminal.write(`${command.message} See --help.\n`);
      return 2;
    case 'ask':
      return playModel(command.model, command.topic ?? 'profile', env, terminal);
    case 'play': {
      const { name, speed } = command;
      if (name !== undefined) return playNamed(name, speed, terminal);
      return terminal.live ? playChosen(speed, terminal) : playFirst(speed, terminal);
    }
    default:
      return command satisfies never;
  }
}

async function playNamed(name: string, speed: number | undefined, terminal: Terminal): Promise<number> {
  const exact = recordedDocuments.filter(({ recording }) => recording.name === name);
  const alike = recordedDocuments.filter(({ recording }) => recording.name.includes(name));
  const [document, other] = exact.length ? exact : alike;
  if (document && !other) {
    await playRecording(document, speed, terminal);
    return 0;
  }
  const names = (document ? alike : recordedDocuments).map(({ recording }) => `  ${recording.name}\n`);
  terminal.write(`${document ? 'Several recordings are' : 'No recording is'} named like "${name}":\n`);
  terminal.write(names.join(''));
  return 2;
}

/** Where nobody can choose. */
async function playFirst(speed: number | undefined, terminal: Terminal): Promise<number> {
  const [document] = recordedDocuments;
  if (document) await playRecording(document, speed, terminal);
  terminal.write(`\nThis was one of ${recordedDocuments.length} recordings; --list names them.\n`);
  return 0;
}

async function playChosen(speed: number | undefined, terminal: Terminal): Promise<number> {
  const choices = recordedDocuments.map((value) => ({
    name: value.recording.name,
    about: value.recording.shows.join(', '),
    value,
  }));
  for (let at = 0; ; ) {
    const chosen = await choose(terminal, 'Recorded streams of real models', choices, at);
    if (!chosen) return 0;
    at = chosen.at;
    await playRecording(chosen.value, speed, terminal);
    terminal.write(`${terminal.paint.dim('return back to the list · q leave')}\n`);
    if (await isLeaving(terminal)) return 0;
  }
}

function isLeaving(terminal: Terminal): Promise<boolean> {
  return new Promise((resolve) => {
    const leave = terminal.keys((key) => {
      leave();
      resolve(key === 'q' || key === 'interrupt' || key === 'escape');
    });
  });
}
