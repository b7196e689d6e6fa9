// Runs every client against a copilot and says what became of it. Started by make/clients-test.sh, which sets:
// JAVA, APPS, WORK, PYTHON_ENVIRONMENTS, PAGE, PREFILL_DELAY and ONLY.
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { all, notRun } from "./clients.mjs";
import { Copilot } from "./copilot.mjs";
import { Session } from "./session.mjs";
import { placed, render } from "./table.mjs";
import { completes, frees, refuses, waits } from "./trials.mjs";

const { JAVA, APPS, WORK, PYTHON_ENVIRONMENTS, PAGE, ONLY = "" } = process.env;
const USUAL_DELAY = 180;
const delay = Number(process.env.PREFILL_DELAY || USUAL_DELAY);
const here = dirname(fileURLToPath(import.meta.url));
const path = [dirname(process.execPath), join(here, "node_modules/.bin"), "/usr/bin:/bin"].join(":");
const password = `clients-${randomBytes(9).toString("base64url")}`;
const ANSWERS = "answers";
const WAITS = `first token after ${delay} s`;
const REFUSES = "wrong key";
const FREES = "Ctrl-C frees the slot";

const open = [];
const sessions = [];
const start = async (name, options) => {
  const copilot = await Copilot.at({ java: JAVA, apps: APPS, directory: join(WORK, name), password, ...options });
  open.push(copilot);
  return copilot.start();
};
const report = (row, trial, result) => {
  row.results.set(trial, result);
  console.log(`${result.passed ? "ok   " : "FAIL "} ${row.name}: ${trial}: ${result.said}`);
};

/** One trial of one client in a folder of its own. */
async function attempt(row, trial, copilot, settings, act) {
  try {
    const guide = await copilot.guide(row.guide, settings);
    const directory = join(WORK, row.id, trial.replace(/\W+/g, "-"));
    const session = new Session(row, guide, { directory, path });
    sessions.push(session);
    report(row, trial, await act(session));
  } catch (error) {
    report(row, trial, { passed: false, said: error.message });
  }
}

async function trials(rows) {
  // The slow one takes as long to be ready as it takes to answer.
  const late = start("slow", { slots: 16, delay });
  late.catch(() => {}); // told below
  const quick = await start("quick", { slots: 2, delay: 0 });
  const [slow] = await Promise.all([
    late,
    late.then((copilot) => wait(rows, copilot)),
    quickTrials(rows, quick),
  ]);
  const settings = await slow.report();
  for (const row of rows) await attempt(row, FREES, slow, settings, (session) => frees(session, slow));
  return quick.clients();
}

/** Side by side: three minutes for each in turn would be an hour. */
async function wait(rows, slow) {
  const settings = await slow.report();
  await Promise.all(rows.map((row) => attempt(row, WAITS, slow, settings, (session) => waits(session, delay))));
}

async function quickTrials(rows, quick) {
  const right = await quick.report();
  const wrong = structuredClone(right);
  wrong.endpoint.password = wrong.endpoint.api_key = `not-${password}`;
  for (const row of rows) await attempt(row, REFUSES, quick, wrong, (session) => refuses(session, quick));
  for (const row of rows) await attempt(row, ANSWERS, quick, right, (session) => completes(session, quick));
}

// The clients run in groups of their own, which a Ctrl-C here does not reach.
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    sessions.forEach((session) => session.kill());
    await Promise.all(open.map((copilot) => copilot.stop()));
    process.exit(130);
  });
}

const clients = all({ here, python: PYTHON_ENVIRONMENTS, model: "devstral-small-2" })
  .filter(({ id }) => !ONLY || ONLY.split(",").includes(id))
  .map((client) => ({ ...client, results: new Map() }));
const rows = clients.filter(({ skip }) => !skip);
let guides = [];
try {
  guides = await trials(rows);
} finally {
  for (const copilot of open.reverse()) await copilot.stop();
}

const others = ONLY ? [] : notRun(guides, clients);
const columns = [ANSWERS, WAITS, REFUSES, FREES];
const day = new Date().toISOString().slice(0, 10);
const table = [
  `Run on ${day} with Node ${process.versions.node} on ${cpus().length} cores, each configured by what`,
  "`slm-copilot connect` printed, against the embedded engine's demonstration model:",
  "",
  render(columns, [...clients, ...others]),
].join("\n");
console.log(`\n${table}\n`);
if (ONLY || delay < USUAL_DELAY) {
  console.log(`Only part of the trials was run, so ${PAGE} keeps its table.`);
} else {
  writeFileSync(PAGE, placed(readFileSync(PAGE, "utf8"), table));
}
const outcomes = rows.flatMap(({ results }) => columns.map((column) => results.get(column)?.passed ?? false));
const good = outcomes.filter(Boolean).length;
const skipped = clients.length - rows.length + others.length;
console.log(`${good} passed, ${outcomes.length - good} failed, ${skipped} skipped`);
process.exitCode = good === outcomes.length && good > 0 ? 0 : 1;
