/**
 * Starts a command of this folder: `node test/commands/run.mjs start …`. JavaScript, so that an old Node can read it:
 * npm puts the Node 24 of the lockfile first on the path, and where npm has none for this machine, this says so.
 */
const [command, ...rest] = process.argv.slice(2);
const major = Number(process.versions.node.split(".")[0]);

if (major < 24) {
  console.error(
    `Tern's tools need Node 24, this is Node ${process.versions.node} and npm has no Node 24 for ` +
      `${process.platform} ${process.arch}. Install Node 24, then run this again.`,
  );
  process.exit(1);
}
process.argv = [process.argv[0], `test/commands/${command}.ts`, ...rest];
await import(`./${command}.ts`);
