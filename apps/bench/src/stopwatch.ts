// CPU time of this process: on a machine that does other things too, it says more than a clock on the wall.

/** Starts now; the answer tells the ms of CPU time since then, of all threads. */
export function cpuSince(): () => number {
  const from = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1000;
  };
}
