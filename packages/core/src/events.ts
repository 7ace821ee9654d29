// Cuts a growing text into the events of an event stream, over eventsource-parser.
import { createParser, type EventSourceMessage } from 'eventsource-parser';

/** Takes what an event stream holds. */
export interface EventSink {
  event(event: EventSourceMessage): void;
  /** A line that is no field of an event: some servers write their errors so. */
  stray(line: string): void;
  /** An event is longer than the limit; nothing follows. */
  oversize(): void;
  /** When the server wants to be asked again, in milliseconds. */
  retry?: ((ms: number) => void) | undefined;
}

/** A text on its way into events. */
export interface EventReader {
  push(text: string): void;
  /** `lenient` takes a last event without its blank line for a whole one; else it is dropped, as the standard says. */
  end(lenient?: boolean): void;
}

/** Chunk boundaries never change the events: a line may end in CR, LF or CRLF, cut anywhere. */
export function createEvents(sink: EventSink, limit: number): EventReader {
  const { feed } = createParser({
    maxBufferSize: limit,
    onEvent: sink.event,
    onRetry: sink.retry,
    onError: ({ line }) => (line === undefined ? sink.oversize() : sink.stray(line)),
  });
  // The parser waits behind a CR for the LF that may belong to it: another letter says that none comes. What that one
  // makes of half a line is no whole event.
  return { push: feed, end: (lenient) => feed(lenient ? '\n\n' : ':\n') };
}
