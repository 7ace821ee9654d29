// What tests of streaming code need and a browser can run; recordings and arbitraries have entries of their own.
export type { MockConnection, MockPiece } from './mock-connection.ts';
export {
  type MockAnswer,
  type MockEventStream,
  type MockEventStreamOptions,
  type MockReply,
  mockEventStream,
} from './mock-event-stream.ts';
export { type MockMessage, mockFrame } from './mock-message.ts';
export type { MockRequest } from './mock-request.ts';
export { chunksOf, everyPrefix, everySplit, randomCuts, seededRandom } from './splits.ts';
