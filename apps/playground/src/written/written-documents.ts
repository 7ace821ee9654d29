// The documents that the playground's recorded model writes, by topic.
import type { JsonValue } from '@partialkit/core';
import type { TopicName } from '../documents/topics.ts';
import { briefingDocument } from './briefing-document.ts';
import { profileDocument } from './profile-document.ts';
import { recordsDocument } from './records-document.ts';
import { reportDocument } from './report-document.ts';

export const writtenDocuments: Readonly<Record<TopicName, JsonValue>> = {
  profile: profileDocument,
  report: reportDocument,
  records: recordsDocument(),
  briefing: briefingDocument,
};
