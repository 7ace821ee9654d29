// What the payloads of a provider come to.
import type { Message } from '../message.ts';
import { type MessageOptions, readMessages } from '../read-messages.ts';

/** All messages. */
export async function read(payloads: unknown[], options?: MessageOptions): Promise<Message[]> {
  const all: Message[] = [];
  for await (const message of readMessages(payloads, options)) all.push(message);
  return all;
}

/** The text of the document that is followed. */
export async function textOf(payloads: unknown[], options?: MessageOptions): Promise<string> {
  return (await read(payloads, options))
    .map((message) => (message.type === 'delta' ? message.text : ''))
    .join('');
}
