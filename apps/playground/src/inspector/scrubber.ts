// The timeline: a slider over all moments of a run.
import type { Session } from '../session/session.ts';
import { element, setText } from '../shell/element.ts';
import type { Pane } from './inspector.ts';

export function createScrubber({ timeline }: Session, picture: Node): Pane {
  const slider = element('input', {
    id: 'timeline',
    attributes: { type: 'range', min: '0', value: '0', 'aria-label': 'Moment' },
    on: { input: () => timeline.show(slider.valueAsNumber) },
  });
  // No output element: it would be read out at every moment. The slider says the same when it is asked.
  const time = element('span', { class: 'time' });
  const button = (label: string, sign: string, press: () => void): HTMLButtonElement =>
    element(
      'button',
      {
        class: 'icon',
        attributes: { type: 'button', 'aria-label': label, title: label },
        on: { click: press },
      },
      sign,
    );
  const live = element(
    'button',
    {
      class: 'live',
      attributes: { type: 'button', 'aria-pressed': 'true' },
      on: { click: () => timeline.follow() },
    },
    'Live',
  );

  return {
    node: element(
      'section',
      { class: 'pane scrubber', attributes: { 'aria-labelledby': 'pane-timeline' } },
      element('h2', { id: 'pane-timeline' }, 'Timeline'),
      picture,
      slider,
      element(
        'div',
        { class: 'row' },
        button('Earlier', '‹', () => timeline.show(timeline.at - 1)),
        button('Later', '›', () => timeline.show(timeline.at + 1)),
        live,
        time,
      ),
    ),
    update() {
      const { moments, at, isLive } = timeline;
      const last = moments.length - 1;
      const shown = moments[at];
      if (!shown) return;
      slider.max = String(last);
      slider.valueAsNumber = at;
      const text = `${(shown.ms / 1000).toFixed(2)} s · moment ${at + 1} of ${moments.length}`;
      slider.setAttribute('aria-valuetext', text);
      setText(time, text);
      live.setAttribute('aria-pressed', String(isLive));
    },
  };
}
