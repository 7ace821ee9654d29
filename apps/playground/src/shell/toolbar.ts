// The controls of a run: start and stop, speed, how the model behaves, a cut of the network.
import { type Behaviour, behaviours } from '../replay/behaviours.ts';
import { isActive, type Session } from '../session/session.ts';
import { element, setText } from './element.ts';

/** Without waiting. */
export const FASTEST = 1000;
const speeds: readonly (readonly [value: number, label: string])[] = [
  [0.25, '¼ ×'],
  [1, '1 ×'],
  [4, '4 ×'],
  [16, '16 ×'],
  [FASTEST, 'No waiting'],
];

const labels: Readonly<Record<Behaviour, string>> = {
  well: 'answers well',
  values: 'gives some wrong values',
  json: 'breaks its JSON',
  length: 'reaches its token limit',
  failure: 'fails in mid-stream',
  refusal: 'declines',
};

/** What a toolbar is for. */
export interface ToolbarOptions {
  /** Recorded streams behave as they did. */
  readonly canMisbehave: boolean;
  /** The name of a live model, where there is one. */
  readonly model: string | null;
}

/** The controls of a session. */
export function createToolbar(session: Session, { canMisbehave, model }: ToolbarOptions): HTMLElement {
  const { wish, live } = session;
  const start = element('button', {
    class: 'primary',
    id: 'start',
    attributes: { type: 'button' },
    on: { click: () => (isActive(live.getState().status) ? session.stop() : session.start()) },
  });
  const cut = element(
    'button',
    { id: 'cut', attributes: { type: 'button' }, on: { click: () => session.cut() } },
    'Cut the network',
  );
  const status = element('span', { class: 'status' });
  // The address may ask for any.
  const isListed = speeds.some(([value]) => value === wish.speed);
  const offered = isListed ? speeds : [...speeds, [wish.speed, `${wish.speed} ×`] as const];
  const speed = choice(
    'Speed',
    offered.map(([value, label]) => [String(value), label]),
    String(wish.speed),
    (value) => session.setSpeed(Number(value)),
  );
  const behaviour = choice(
    'The model',
    behaviours.map((value) => [value, labels[value]]),
    wish.behaviour,
    (value) => {
      const known = behaviours.find((each) => each === value);
      if (known) wish.behaviour = known;
      session.start();
    },
  );
  const source = choice(
    'Answers',
    [
      ['no', 'recorded'],
      ['yes', model ?? ''],
    ],
    wish.live ? 'yes' : 'no',
    (value) => {
      wish.live = value === 'yes';
      // A live model behaves as it likes, at its own pace.
      for (const { lastElementChild } of [speed, behaviour]) {
        lastElementChild?.toggleAttribute('disabled', wish.live);
      }
    },
  );
  const node = element(
    'div',
    { class: 'toolbar', attributes: { role: 'group', 'aria-label': 'Run' } },
    start,
    speed,
    ...(canMisbehave ? [behaviour] : []),
    ...(canMisbehave && model ? [source] : []),
    cut,
    status,
  );
  const update = (): void => {
    const { status: now } = live.getState();
    setText(start, isActive(now) ? 'Stop' : 'Run');
    setText(status, now);
    status.dataset.status = now;
    cut.disabled = !isActive(now);
  };
  update();
  live.subscribe((state) => state.status, update);
  return node;
}

function choice(
  label: string,
  options: readonly (readonly [value: string, label: string])[],
  chosen: string,
  choose: (value: string) => void,
): HTMLElement {
  const select = element('select', { on: { change: () => choose(select.value) } });
  for (const [value, text] of options) {
    select.append(element('option', { attributes: { value, selected: value === chosen } }, text));
  }
  return element('label', {}, element('span', {}, label), select);
}
