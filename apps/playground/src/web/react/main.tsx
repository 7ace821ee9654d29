// The React page.
import '../zod-without-eval.ts';
import '../../style/playground.css';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startPlayground } from '../../shell/start-playground.ts';
import { Briefing } from './briefing.tsx';
import { Profile } from './profile.tsx';
import { Recordings } from './recordings.tsx';
import { Records } from './records.tsx';
import { Report } from './report.tsx';

function shown<V>(render: (view: V) => ReactNode) {
  return (container: HTMLElement, view: V): void => {
    createRoot(container).render(<StrictMode>{render(view)}</StrictMode>);
  };
}

await startPlayground({
  name: 'React',
  screens: {
    profile: shown((view) => <Profile {...view} />),
    report: shown((view) => <Report {...view} />),
    records: shown((view) => <Records {...view} />),
    briefing: shown((view) => <Briefing {...view} />),
    recordings: shown((view) => <Recordings {...view} />),
  },
});
