// Follows what is written at the end of a box, as long as its reader stays there.

/** Scrolls `box` along with its content while it stands at its end; returns how to stop that. */
export function keepAtEnd(box: HTMLElement): () => void {
  let isAtEnd = true;
  const note = (): void => {
    isAtEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 24;
  };
  const follow = new MutationObserver(() => {
    if (isAtEnd) box.scrollTop = box.scrollHeight;
  });
  box.addEventListener('scroll', note, { passive: true });
  follow.observe(box, { childList: true, subtree: true });
  return () => {
    box.removeEventListener('scroll', note);
    follow.disconnect();
  };
}
