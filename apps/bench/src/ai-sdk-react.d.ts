// As much of @ai-sdk/react as the bench uses, so that types check where it is not installed.
declare module '@ai-sdk/react' {
  export function experimental_useObject<T>(options: {
    api: string;
    schema: T;
    fetch?: typeof fetch;
    onFinish?: (event: { object: unknown; error: Error | undefined }) => void;
    onError?: (error: Error) => void;
  }): { object: unknown; submit(input: unknown): Promise<void> };
}
