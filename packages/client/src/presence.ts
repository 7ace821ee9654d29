// Whether anybody is looking.

/**
 * Counts those who look: the function that is returned says that one more does, and gives how to say that it does not.
 * `onEmpty` waits for the next turn, since a page may take a component off and put it back in one.
 */
export function createPresence(onFirst: () => void, onEmpty: () => void): () => () => void {
  let count = 0;
  let isAway = true;
  let timer: ReturnType<typeof setTimeout> | undefined;

  return () => {
    let isHere = true;
    count++;
    clearTimeout(timer);
    if (isAway) {
      isAway = false;
      onFirst();
    }
    return () => {
      if (!isHere) return;
      isHere = false;
      if (--count) return;
      timer = setTimeout(() => {
        isAway = true;
        onEmpty();
      });
    };
  };
}
