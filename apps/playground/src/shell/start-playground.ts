// Builds a page around a framework's screens: header, navigation, controls, the screen itself, the inspector.
import { mountInspector } from '../inspector/inspector.ts';
import { behaviours } from '../replay/behaviours.ts';
import { type Binding, isScreen, type ScreenName, screens, sourceOf } from '../session/screens.ts';
import { createSession, isActive, type Session } from '../session/session.ts';
import { createAnnouncer } from './announcer.ts';
import { element } from './element.ts';
import { createHeader } from './header.ts';
import { fetchOffer, type Offer } from './offer.ts';
import { createToolbar, FASTEST } from './toolbar.ts';
import { createTrouble } from './trouble.ts';

/**
 * Starts the page of a framework. The address says what is shown: `?screen=report&behaviour=values&speed=4`, and
 * `start=no` waits for the button.
 */
export async function startPlayground(binding: Binding): Promise<void> {
  const query = new URLSearchParams(location.search);
  const asked = query.get('screen') ?? '';
  const name: ScreenName = isScreen(asked) ? asked : 'profile';
  const { title, about } = screens[name];
  document.title = `${title} · ${binding.name} · PartialKit`;
  const offer = await fetchOffer();
  const wanted = offer.recordings.find((each) => each.name === query.get('recording'));
  const recording = (wanted ?? offer.recordings[0])?.name ?? '';
  const session = createSession(sourceOf(name, recording), {
    speed: Math.min(FASTEST, Math.abs(Number(query.get('speed'))) || 1),
    behaviour: behaviours.find((known) => known === query.get('behaviour')) ?? 'well',
    live: false,
  });
  const announcer = createAnnouncer();
  const toolbar = createToolbar(session, { canMisbehave: name !== 'recordings', model: offer.live });
  const screen = element('div', { id: 'screen', class: 'screen' });
  const inspector = element('aside', { class: 'inspector', attributes: { 'aria-label': 'Inspector' } });
  document.body.append(
    createHeader(binding.name, name),
    element(
      'main',
      {},
      element(
        'div',
        { class: 'stage' },
        element('h1', {}, title),
        element('p', { class: 'about' }, about),
        ...(name === 'recordings' ? [recordingChoice(offer, recording)] : []),
        toolbar,
        createTrouble(session),
        screen,
      ),
      inspector,
    ),
    announcer.node,
  );
  announcer.listen(session, title);
  markBusy(screen, session);
  mountInspector(inspector, session);
  mountScreen(binding, name, screen, session);
  if (query.get('start') !== 'no') session.start();
}

function mountScreen<N extends ScreenName>(
  binding: Binding,
  name: N,
  root: HTMLElement,
  session: Session,
): void {
  // The session was made for this screen, so that its store has this screen's schema.
  const view = { store: session.timeline.store, meter: session.meter } as unknown as Parameters<
    Binding['screens'][N]
  >[1];
  binding.screens[name](root, view);
}

/** Readers of screens wait until it is quiet. */
function markBusy(screen: HTMLElement, { live }: Session): void {
  const mark = (): void => screen.setAttribute('aria-busy', String(isActive(live.getState().status)));
  mark();
  live.subscribe((state) => state.status, mark);
}

function recordingChoice({ recordings }: Offer, chosen: string): HTMLElement {
  const note = recordings.find(({ name }) => name === chosen)?.note ?? '';
  const select = element('select', {
    on: {
      change: () => {
        const query = new URLSearchParams(location.search);
        query.set('recording', select.value);
        location.search = query.toString();
      },
    },
  });
  for (const { name, model, provider } of recordings) {
    const label = `${name} (${model ?? provider})`;
    select.append(element('option', { attributes: { value: name, selected: name === chosen } }, label));
  }
  return element(
    'p',
    { class: 'recording' },
    element('label', {}, element('span', {}, 'Recording'), select),
    element('span', { class: 'quiet' }, note),
  );
}
