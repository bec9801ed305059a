/** Changes to the environment that leave no cloud account of the person at this machine within reach. */
export function withoutCloudCredentials(home: string): Record<string, string | undefined> {
  const cloud = Object.keys(process.env).filter((name) =>
    /^(ALIBABA|ALIYUN|ALICLOUD|NCLOUD|NCP)_?/i.test(name),
  );
  return { ...Object.fromEntries(cloud.map((name) => [name, undefined])), HOME: home, USERPROFILE: home };
}
