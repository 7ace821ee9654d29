// The Vue page.
import '../zod-without-eval.ts';
import '../../style/playground.css';
import { type Component, createApp } from 'vue';
import type { View } from '../../session/screens.ts';
import { startPlayground } from '../../shell/start-playground.ts';
import BriefingScreen from './BriefingScreen.vue';
import ProfileScreen from './ProfileScreen.vue';
import RecordingsScreen from './RecordingsScreen.vue';
import RecordsScreen from './RecordsScreen.vue';
import ReportScreen from './ReportScreen.vue';

/** Each component takes the view of its screen as props. */
function shown(component: Component) {
  return (container: HTMLElement, { store, meter }: View<never>): void => {
    createApp(component, { store, meter }).mount(container);
  };
}

await startPlayground({
  name: 'Vue',
  screens: {
    profile: shown(ProfileScreen),
    report: shown(ReportScreen),
    records: shown(RecordsScreen),
    briefing: shown(BriefingScreen),
    recordings: shown(RecordingsScreen),
  },
});
