// The parser that hashbrown does not export; bench.mjs exports it while bundling.
import '@hashbrownai/core';

declare module '@hashbrownai/core' {
  export class StreamSchemaParser {
    constructor(schema: Parameters<typeof import('@hashbrownai/core').s.toJsonSchema>[0]);
    dataString: string;
    parse(item: string, assumeFinishedMessage: boolean): unknown;
  }
}
