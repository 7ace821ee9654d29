// The page without a framework.
import '../zod-without-eval.ts';
import '../../style/playground.css';
import { startPlayground } from '../../shell/start-playground.ts';
import { mountBriefing } from './briefing.ts';
import { mountProfile } from './profile.ts';
import { mountRecordings } from './recordings.ts';
import { mountRecords } from './records.ts';
import { mountReport } from './report.ts';

await startPlayground({
  name: 'Vanilla',
  screens: {
    profile: mountProfile,
    report: mountReport,
    records: mountRecords,
    briefing: mountBriefing,
    recordings: mountRecordings,
  },
});
