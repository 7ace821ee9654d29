// The panel beside a screen: timeline, measures, fields, issues, renders. Reads a session and changes nothing but its timeline.
import type { Session } from '../session/session.ts';
import { element } from '../shell/element.ts';
import { createCurve } from './curve.ts';
import { createFieldList } from './field-list.ts';
import { createIssueList } from './issue-list.ts';
import { createMeasures } from './measures.ts';
import { createRenderList } from './render-list.ts';
import { createScrubber } from './scrubber.ts';

/** A part of the panel. */
export interface Pane {
  readonly node: HTMLElement;
  /** Shows what there is now. */
  update(): void;
}

/** The panel is for reading: it need not keep up with the screen. */
const UPDATE_MS = 100;

/** Fills `root` with the panel of a session. */
export function mountInspector(root: HTMLElement, session: Session): void {
  const curve = createCurve(session);
  const scrubber = createScrubber(session, curve.node);
  const panes: readonly (readonly [title: string, pane: Pane])[] = [
    ['Measures', createMeasures(session)],
    ['Issues', createIssueList(session)],
    ['Fields', createFieldList(session)],
    ['Renders', createRenderList(session)],
  ];
  root.replaceChildren(
    scrubber.node,
    ...panes.map(([title, { node }]) => {
      const id = `pane-${title.toLowerCase()}`;
      const heading = element('h2', { id }, title);
      return element('section', { class: 'pane', attributes: { 'aria-labelledby': id } }, heading, node);
    }),
  );
  const update = (): void => {
    scrubber.update();
    curve.mark();
  };
  const updateAll = (): void => {
    curve.draw();
    for (const [, pane] of panes) pane.update();
  };
  let isWaiting = false;
  session.timeline.subscribe(() => {
    update();
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      updateAll();
    }, UPDATE_MS);
  });
  update();
  updateAll();
}
