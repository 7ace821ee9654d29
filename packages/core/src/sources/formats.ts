// The formats that are recognised by their shape.
import { agUi } from './ag-ui.ts';
import { aiSdk } from './ai-sdk.ts';
import { anthropic } from './anthropic.ts';
import type { Format } from './follow.ts';
import { gemini } from './gemini.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';

export const FORMATS: readonly Format[] = [openaiChat, openaiResponses, anthropic, gemini, aiSdk, agUi];
