/** The processor time that this thread has used, in milliseconds: what other programs take from it does not count. */
export function threadMs(): number {
  const { user, system } = (process as unknown as ThreadTimes).threadCpuUsage();
  return (user + system) / 1000;
}

/** Newer than the Node whose types are installed, which is that of the oldest VS Code. */
interface ThreadTimes {
  threadCpuUsage(): { readonly user: number; readonly system: number };
}
